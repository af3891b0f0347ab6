package com.livemargs.whatsapp.simulator.ledger;

import com.livemargs.whatsapp.simulator.settings.SimulatorProperties;
import com.livemargs.whatsapp.simulator.settings.SimulatorProperties.Limits;
import org.springframework.stereotype.Component;

/** The book of what happened: a checker compares it with what the product stored. */
@Component
public class Ledger {

  private final Limits limits;
  private volatile Book open;

  Ledger(SimulatorProperties settings) {
    this.limits = settings.limits();
    this.open = new Book(limits);
  }

  /** The book that is open now; what begins under it belongs into it, whenever it ends. */
  public Book book() {
    return open;
  }

  /** Starts a new book. */
  public void clear() {
    open = new Book(limits);
  }
}

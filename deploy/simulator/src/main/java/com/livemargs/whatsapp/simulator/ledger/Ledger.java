package com.livemargs.whatsapp.simulator.ledger;

import com.livemargs.whatsapp.simulator.settings.SimulatorProperties;
import com.livemargs.whatsapp.simulator.settings.SimulatorProperties.Limits;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;

/** The book of what happened: a checker compares it with what the product stored. */
@Component
public class Ledger {

  private final BoundedLog<DeliveryAttempt> webhooks;
  private final BoundedLog<AcceptedSend> sends;
  private final BoundedLog<SeenRequest> requests;

  Ledger(SimulatorProperties settings) {
    Limits limits = settings.limits();
    webhooks = new BoundedLog<>(limits.webhookAttempts());
    sends = new BoundedLog<>(limits.sends());
    requests = new BoundedLog<>(limits.requests());
  }

  /** Writes down one delivery attempt. */
  public void add(DeliveryAttempt attempt) {
    webhooks.add(attempt);
  }

  /** Writes down one accepted send. */
  public void add(AcceptedSend send) {
    sends.add(send);
  }

  /** Writes down one request. */
  public void add(SeenRequest request) {
    requests.add(request);
  }

  BoundedLog.Page<DeliveryAttempt> webhooks(Predicate<DeliveryAttempt> wanted, int limit) {
    return webhooks.page(wanted, limit);
  }

  BoundedLog.Page<AcceptedSend> sends(Predicate<AcceptedSend> wanted, int limit) {
    return sends.page(wanted, limit);
  }

  BoundedLog.Page<SeenRequest> requests(Predicate<SeenRequest> wanted, int limit) {
    return requests.page(wanted, limit);
  }

  /** Starts a new book. */
  public void clear() {
    webhooks.clear();
    sends.clear();
    requests.clear();
  }
}

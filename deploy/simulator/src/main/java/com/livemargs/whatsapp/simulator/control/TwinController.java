package com.livemargs.whatsapp.simulator.control;

import com.livemargs.whatsapp.simulator.fault.FaultQueue;
import com.livemargs.whatsapp.simulator.ledger.Ledger;
import com.livemargs.whatsapp.simulator.recipient.Admission;
import com.livemargs.whatsapp.simulator.settings.CurrentBehaviour;
import com.livemargs.whatsapp.simulator.webhook.WebhookDispatcher;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Puts the twin back to where a fresh start would be; people and files stay. */
@RestController
class TwinController {

  private final CurrentBehaviour behaviour;
  private final List<FaultQueue<?>> faults;
  private final Admission admission;
  private final WebhookDispatcher dispatcher;
  private final Ledger ledger;

  TwinController(
      CurrentBehaviour behaviour,
      List<FaultQueue<?>> faults,
      Admission admission,
      WebhookDispatcher dispatcher,
      Ledger ledger) {
    this.behaviour = behaviour;
    this.faults = faults;
    this.admission = admission;
    this.dispatcher = dispatcher;
    this.ledger = ledger;
  }

  @PostMapping("/simulator/reset")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void reset() {
    faults.forEach(FaultQueue::clear);
    // Before the new book: nothing of what is dropped begins an attempt in it.
    dispatcher.dropPending();
    behaviour.reset();
    admission.reset();
    ledger.clear();
  }
}

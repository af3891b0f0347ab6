package com.livemargs.whatsapp.simulator.control;

import com.livemargs.whatsapp.simulator.fault.FaultQueue;
import com.livemargs.whatsapp.simulator.fault.MediaFault;
import com.livemargs.whatsapp.simulator.fault.SendFault;
import com.livemargs.whatsapp.simulator.ledger.Ledger;
import com.livemargs.whatsapp.simulator.settings.CurrentBehaviour;
import com.livemargs.whatsapp.simulator.webhook.WebhookDispatcher;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Puts the twin back to where a fresh start would be; people and files stay. */
@RestController
class TwinController {

  private final CurrentBehaviour behaviour;
  private final FaultQueue<SendFault> sendFaults;
  private final FaultQueue<MediaFault> mediaFaults;
  private final WebhookDispatcher dispatcher;
  private final Ledger ledger;

  TwinController(
      CurrentBehaviour behaviour,
      FaultQueue<SendFault> sendFaults,
      FaultQueue<MediaFault> mediaFaults,
      WebhookDispatcher dispatcher,
      Ledger ledger) {
    this.behaviour = behaviour;
    this.sendFaults = sendFaults;
    this.mediaFaults = mediaFaults;
    this.dispatcher = dispatcher;
    this.ledger = ledger;
  }

  @PostMapping("/simulator/reset")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void reset() {
    sendFaults.clear();
    mediaFaults.clear();
    dispatcher.dropPending();
    behaviour.reset();
    ledger.clear();
  }
}

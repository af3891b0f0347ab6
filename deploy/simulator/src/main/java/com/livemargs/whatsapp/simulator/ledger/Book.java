package com.livemargs.whatsapp.simulator.ledger;

import com.livemargs.whatsapp.simulator.ledger.BoundedLog.Page;
import com.livemargs.whatsapp.simulator.settings.SimulatorProperties.Limits;
import java.util.function.Predicate;

/** What went over the wire from one reset to the next. */
public final class Book {

  private final BoundedLog<DeliveryAttempt> webhooks;
  private final BoundedLog<AcceptedSend> sends;
  private final BoundedLog<SeenRequest> requests;

  Book(Limits limits) {
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

  void add(SeenRequest request) {
    requests.add(request);
  }

  Page<DeliveryAttempt> webhooks(Predicate<DeliveryAttempt> wanted, int limit) {
    return webhooks.page(wanted, limit);
  }

  Page<AcceptedSend> sends(Predicate<AcceptedSend> wanted, int limit) {
    return sends.page(wanted, limit);
  }

  Page<SeenRequest> requests(Predicate<SeenRequest> wanted, int limit) {
    return requests.page(wanted, limit);
  }
}

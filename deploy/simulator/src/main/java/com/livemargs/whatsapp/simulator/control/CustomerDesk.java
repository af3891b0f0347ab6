package com.livemargs.whatsapp.simulator.control;

import com.livemargs.whatsapp.simulator.customer.ContactCard;
import com.livemargs.whatsapp.simulator.customer.Customer;
import com.livemargs.whatsapp.simulator.customer.Customers;
import com.livemargs.whatsapp.simulator.phone.Conversations;
import com.livemargs.whatsapp.simulator.webhook.Delivery;
import com.livemargs.whatsapp.simulator.webhook.Envelope;
import com.livemargs.whatsapp.simulator.webhook.WebhookDispatcher;
import com.livemargs.whatsapp.simulator.webhook.WebhookDispatcher.Dispatched;
import com.livemargs.whatsapp.simulator.wire.ReceivedMessage;
import java.time.Duration;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;
import tools.jackson.databind.node.ObjectNode;

/** Lets customers write: one message per webhook, or many in one. */
@Component
class CustomerDesk {

  private final Customers customers;
  private final MessageComposer composer;
  private final Envelope envelope;
  private final WebhookDispatcher dispatcher;
  private final Conversations conversations;

  CustomerDesk(
      Customers customers,
      MessageComposer composer,
      Envelope envelope,
      WebhookDispatcher dispatcher,
      Conversations conversations) {
    this.customers = customers;
    this.composer = composer;
    this.envelope = envelope;
    this.dispatcher = dispatcher;
    this.conversations = conversations;
  }

  /** What was sent off: the ids of the messages and the webhook around them. */
  record Sent(List<String> messageIds, Dispatched webhook) {}

  Sent send(List<CustomerMessage> wishes) {
    if (wishes.isEmpty()) {
      throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "No message: give at least one");
    }
    dispatcher.requireRoom();
    List<Written> written = wishes.stream().map(this::write).toList();
    var contacts = written.stream().map(Written::contact).distinct().toList();
    var messages = written.stream().map(Written::message).toList();
    var body = envelope.messages(contacts, messages);
    var webhook = dispatcher.dispatch(body, delivery(wishes));
    return new Sent(messages.stream().map(m -> m.path("id").asString()).toList(), webhook);
  }

  private record Written(ObjectNode contact, ObjectNode message) {}

  private Written write(CustomerMessage wish) {
    Customer shown = wish.customer();
    if (shown.phone() == null && shown.userId() == null) {
      throw new ResponseStatusException(
          HttpStatus.BAD_REQUEST, "Nobody to send it: give phone, userId or both");
    }
    Customer remembered = customers.remember(shown);
    // Only what this message shows goes out: an id-only message must not leak a number known here.
    Customer visible = shown.named(remembered);
    ObjectNode message = composer.compose(wish, visible);
    customers.wrote(remembered, ReceivedMessage.of(message));
    conversations.received(remembered, message);
    return new Written(ContactCard.of(visible), message);
  }

  private static Delivery delivery(List<CustomerMessage> wishes) {
    CustomerMessage first = wishes.getFirst();
    return Delivery.inLane(first.customer().key())
        .times(first.copies() == null ? 1 : first.copies())
        .after(first.delay() == null ? Duration.ZERO : first.delay());
  }
}

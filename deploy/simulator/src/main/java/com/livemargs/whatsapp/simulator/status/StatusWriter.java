package com.livemargs.whatsapp.simulator.status;

import static com.livemargs.whatsapp.simulator.customer.ContactCard.putIfKnown;

import com.livemargs.whatsapp.simulator.customer.ContactCard;
import com.livemargs.whatsapp.simulator.customer.Customer;
import com.livemargs.whatsapp.simulator.customer.Customers;
import com.livemargs.whatsapp.simulator.graph.GraphErrors;
import com.livemargs.whatsapp.simulator.status.StatusReporter.Sent;
import com.livemargs.whatsapp.simulator.webhook.Envelope;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes status webhooks in the shapes of Meta's pages. */
@Component
class StatusWriter {

  private final Envelope envelope;
  private final Customers customers;

  StatusWriter(Envelope envelope, Customers customers) {
    this.envelope = envelope;
    this.customers = customers;
  }

  JsonNode write(Sent sent, String status, Duration after, boolean priced) {
    ObjectNode item = item(sent, status, after);
    recipient(item, sent, true);
    callbackData(item, sent);
    if (priced) {
      pricing(item, sent);
    }
    return envelope.statuses(contacts(sent, status), forEachParticipant(item, sent));
  }

  JsonNode failed(Sent sent, int code, Duration after) {
    ObjectNode item = item(sent, "failed", after);
    recipient(item, sent, sent.recipient().byUserId());
    callbackData(item, sent);
    item.putArray("errors").add(GraphErrors.of(code).toStatusError());
    return envelope.statuses(List.of(), forEachParticipant(item, sent));
  }

  private static ObjectNode item(Sent sent, String status, Duration after) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("id", sent.wamid())
        .put("status", status)
        .put("timestamp", Long.toString(sent.acceptedAt().plus(after).getEpochSecond()));
  }

  private static void recipient(ObjectNode item, Sent sent, boolean withUserId) {
    Customer customer = sent.customer();
    putIfKnown(item, "recipient_id", customer.phone());
    if (sent.recipient().group() != null) {
      item.put("recipient_type", "group");
    }
    if (withUserId) {
      putIfKnown(item, "recipient_user_id", customer.userId());
    }
  }

  private static void callbackData(ObjectNode item, Sent sent) {
    String data = sent.body().path("biz_opaque_callback_data").asString(null);
    putIfKnown(item, "biz_opaque_callback_data", data);
  }

  private static void pricing(ObjectNode item, Sent sent) {
    item.putObject("pricing")
        .put("billable", true)
        .put("pricing_model", "PMP")
        .put("type", "regular")
        .put("category", sent.is("template") ? "utility" : "service");
  }

  private List<ObjectNode> forEachParticipant(ObjectNode item, Sent sent) {
    List<Customer> participants = participants(sent);
    return participants.isEmpty()
        ? List.of(item)
        : participants.stream().map(participant -> of(participant, item)).toList();
  }

  private List<Customer> participants(Sent sent) {
    String group = sent.recipient().group();
    return group == null ? List.of() : customers.participants(group);
  }

  private static ObjectNode of(Customer participant, ObjectNode item) {
    ObjectNode own = item.deepCopy();
    putIfKnown(own, "recipient_participant_id", participant.phone());
    putIfKnown(own, "recipient_participant_user_id", participant.userId());
    return own;
  }

  // Meta leaves the username out of "sent".
  private List<ObjectNode> contacts(Sent sent, String status) {
    List<Customer> shown =
        sent.recipient().group() == null ? List.of(sent.customer()) : participants(sent);
    return shown.stream()
        .map(customer -> status.equals("sent") ? customer.withoutUsername() : customer)
        .map(ContactCard::of)
        .toList();
  }
}

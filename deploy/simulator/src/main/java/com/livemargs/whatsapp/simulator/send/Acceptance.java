package com.livemargs.whatsapp.simulator.send;

import com.livemargs.whatsapp.simulator.customer.Customer;
import com.livemargs.whatsapp.simulator.customer.Customers;
import com.livemargs.whatsapp.simulator.ledger.AcceptedSend;
import com.livemargs.whatsapp.simulator.ledger.Ledger;
import com.livemargs.whatsapp.simulator.phone.Conversations;
import com.livemargs.whatsapp.simulator.recipient.Recipient;
import com.livemargs.whatsapp.simulator.send.SendOutcome.Accepted;
import com.livemargs.whatsapp.simulator.status.StatusReporter;
import com.livemargs.whatsapp.simulator.wire.Wamid;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Takes a message: an id, a line in the ledger, a bubble on the phone, statuses to come. */
@Component
class Acceptance {

  private final Customers customers;
  private final Ledger ledger;
  private final Conversations conversations;
  private final StatusReporter statuses;
  private final Clock clock;

  Acceptance(
      Customers customers,
      Ledger ledger,
      Conversations conversations,
      StatusReporter statuses,
      Clock clock) {
    this.customers = customers;
    this.ledger = ledger;
    this.conversations = conversations;
    this.statuses = statuses;
    this.clock = clock;
  }

  /** Takes it; a failure's code in place of null is the status that follows. */
  Accepted accept(JsonNode body, Recipient recipient, @Nullable Integer failure) {
    Instant now = clock.instant();
    Customer customer =
        recipient.group() == null ? customers.remember(recipient.customer()) : recipient.customer();
    String wamid = Wamid.ofBusiness(recipient.key());
    AcceptedSend send = entry(body, recipient, wamid, now);
    ledger.book().add(send);
    conversations.sent(customer, wamid, body);
    statuses.report(new StatusReporter.Sent(wamid, recipient, customer, body, now), failure);
    return new Accepted(send, answer(body, recipient, wamid));
  }

  private static AcceptedSend entry(JsonNode body, Recipient recipient, String wamid, Instant now) {
    return new AcceptedSend(
        now,
        wamid,
        body.path("to").asString(null),
        body.path("recipient").asString(null),
        recipient.byUserId() ? null : recipient.customer().phone(),
        body.path("type").asString("text"),
        body.path("biz_opaque_callback_data").asString(null),
        new AtomicBoolean(),
        body);
  }

  private static ObjectNode answer(JsonNode body, Recipient recipient, String wamid) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode().put("messaging_product", "whatsapp");
    ObjectNode contact = answer.putArray("contacts").addObject().put("input", recipient.input());
    if (recipient.byUserId()) {
      contact.put("user_id", recipient.input());
    } else {
      contact.put("wa_id", recipient.customer().phone());
    }
    ObjectNode message = answer.putArray("messages").addObject().put("id", wamid);
    if (recipient.group() != null) {
      message.put("group_id", recipient.group());
    }
    if ("template".equals(body.path("type").asString(""))) {
      message.put("message_status", "accepted");
    }
    return answer;
  }
}

package com.livemargs.whatsapp.simulator.send;

import com.livemargs.whatsapp.simulator.customer.Customers;
import com.livemargs.whatsapp.simulator.graph.GraphError;
import com.livemargs.whatsapp.simulator.graph.GraphErrors;
import com.livemargs.whatsapp.simulator.recipient.Admission;
import com.livemargs.whatsapp.simulator.recipient.Recipient;
import com.livemargs.whatsapp.simulator.recipient.Recipients;
import com.livemargs.whatsapp.simulator.rules.MessageRules;
import com.livemargs.whatsapp.simulator.send.SendOutcome.Marked;
import com.livemargs.whatsapp.simulator.send.SendOutcome.Refused;
import com.livemargs.whatsapp.simulator.settings.Behaviour;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Judges what a business sends and, when all is right, takes it. */
@Component
class SendDesk {

  private final MessageRules rules;
  private final Admission admission;
  private final Recipients recipients;
  private final Customers customers;
  private final Acceptance acceptance;

  SendDesk(
      MessageRules rules,
      Recipients recipients,
      Admission admission,
      Customers customers,
      Acceptance acceptance) {
    this.rules = rules;
    this.admission = admission;
    this.customers = customers;
    this.acceptance = acceptance;
    this.recipients = recipients;
  }

  /** Judges it; what is taken goes on to the status {@code failed} when a code is given. */
  SendOutcome take(JsonNode body, Behaviour now, @Nullable Integer failure) {
    if (body.has("status")) {
      return read(body);
    }
    Optional<GraphError> broken = rules.refusal(body);
    if (broken.isPresent()) {
      return new Refused(broken.get());
    }
    return recipients
        .of(body, now)
        .map(recipient -> admit(body, recipient, now, failure))
        .orElseGet(() -> new Refused(GraphErrors.of(100, "Param to is not a valid phone number.")));
  }

  private SendOutcome admit(
      JsonNode body, Recipient recipient, Behaviour now, @Nullable Integer failure) {
    String type = body.path("type").asString("text");
    Optional<GraphError> refusal = admission.refusal(recipient, type, now);
    if (refusal.isPresent()) {
      return new Refused(refusal.get());
    }
    Integer later = admission.laterFailure(recipient, type, now).orElse(failure);
    return acceptance.accept(body, recipient, later);
  }

  private SendOutcome read(JsonNode body) {
    Optional<GraphError> broken = rules.receiptRefusal(body);
    if (broken.isPresent()) {
      return new Refused(broken.get());
    }
    if (!customers.hasReceived(body.path("message_id").asString())) {
      return new Refused(GraphErrors.of(131009, "Param message_id is no message of a customer."));
    }
    return new Marked(JsonNodeFactory.instance.objectNode().put("success", true));
  }
}

package com.livemargs.whatsapp.simulator.webhook;

import com.livemargs.whatsapp.simulator.settings.SimulatorProperties;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The frame around what happened: entry, change, metadata. */
@Component
public class Envelope {

  private final SimulatorProperties settings;

  Envelope(SimulatorProperties settings) {
    this.settings = settings;
  }

  /** A body of field {@code messages} with what customers wrote. */
  public ObjectNode messages(List<? extends JsonNode> contacts, List<? extends JsonNode> messages) {
    return around("messages", contacts, messages);
  }

  /** A body of field {@code messages} with statuses of sends. */
  public ObjectNode statuses(List<? extends JsonNode> contacts, List<? extends JsonNode> statuses) {
    return around("statuses", contacts, statuses);
  }

  private ObjectNode around(
      String array, List<? extends JsonNode> contacts, List<? extends JsonNode> items) {
    ObjectNode value = JsonNodeFactory.instance.objectNode();
    value.put("messaging_product", "whatsapp");
    value
        .putObject("metadata")
        .put("display_phone_number", settings.displayPhoneNumber())
        .put("phone_number_id", settings.phoneNumberId());
    if (!contacts.isEmpty()) {
      value.putArray("contacts").addAll(contacts);
    }
    value.putArray(array).addAll(items);
    return body(value);
  }

  private ObjectNode body(ObjectNode value) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("object", "whatsapp_business_account");
    ObjectNode entry = body.putArray("entry").addObject().put("id", settings.businessAccountId());
    ObjectNode change = entry.putArray("changes").addObject();
    change.set("value", value);
    change.put("field", "messages");
    return body;
  }
}

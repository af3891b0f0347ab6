package com.livemargs.whatsapp.chaos.workload;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.livemargs.whatsapp.chaos.cluster.Access;
import com.livemargs.whatsapp.events.json.Json;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What Meta says, in Meta's words. */
public final class Payloads {

  /** What customers call themselves, unless it is said otherwise. */
  public static final String NAME = "Customer";

  private Payloads() {}

  /** A message id like Meta's, made of any text. */
  public static String wamid(String of) {
    return "wamid." + Base64.getEncoder().encodeToString(of.getBytes(UTF_8));
  }

  /** A text of a customer who shows a phone, digits. */
  public static ObjectNode text(String phone, String wamid, long seconds, String text) {
    ObjectNode message = message(wamid, seconds, "text").put("from", phone);
    message.putObject("text").put("body", text);
    return message;
  }

  /** Any message without its author and content. */
  public static ObjectNode message(String wamid, long seconds, String type) {
    return object().put("id", wamid).put("timestamp", String.valueOf(seconds)).put("type", type);
  }

  /** A status of a message of ours. */
  public static ObjectNode status(String wamid, String status, long seconds, String phone) {
    return object()
        .put("id", wamid)
        .put("status", status)
        .put("timestamp", String.valueOf(seconds))
        .put("recipient_id", phone);
  }

  /** A webhook with one message. */
  public static byte[] webhook(ObjectNode message) {
    return webhook(List.of(message), List.of());
  }

  /** A webhook with one message, whose author goes by this name. */
  public static byte[] webhook(ObjectNode message, String name) {
    ObjectNode value = value();
    contact(value, message, name);
    value.putArray("messages").add(message);
    return envelope("messages", value);
  }

  /** A webhook with messages and statuses in one change. */
  public static byte[] webhook(List<ObjectNode> messages, List<ObjectNode> statuses) {
    ObjectNode value = value();
    if (!messages.isEmpty()) {
      messages.forEach(message -> contact(value, message, NAME));
      value.putArray("messages").addAll(messages);
    }
    if (!statuses.isEmpty()) {
      value.putArray("statuses").addAll(statuses);
    }
    return envelope("messages", value);
  }

  /** A webhook that shows a message which the business wrote on its own phone. */
  public static byte[] echo(ObjectNode message) {
    ObjectNode value = value();
    value.putArray("message_echoes").add(message);
    return envelope("smb_message_echoes", value);
  }

  private static void contact(ObjectNode value, ObjectNode message, String name) {
    ObjectNode contact = value.withArrayProperty("contacts").addObject();
    contact.putObject("profile").put("name", name);
    if (message.has("from")) {
      contact.put("wa_id", message.path("from").asString());
    }
    String id = message.path("from_user_id").asString("");
    if (!id.isEmpty()) {
      contact.put("user_id", id);
    }
  }

  private static ObjectNode value() {
    ObjectNode value = object().put("messaging_product", "whatsapp");
    value
        .putObject("metadata")
        .put("display_phone_number", "493055501188")
        .put("phone_number_id", Access.PHONE_NUMBER_ID);
    return value;
  }

  private static byte[] envelope(String field, ObjectNode value) {
    return Json.MAPPER.writeValueAsBytes(
        Map.of(
            "object",
            "whatsapp_business_account",
            "entry",
            List.of(
                Map.of(
                    "id",
                    "318840057731126",
                    "changes",
                    List.of(Map.of("field", field, "value", value))))));
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}

package com.livemargs.whatsapp.livekit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.livemargs.whatsapp.events.json.Json;
import java.util.List;
import java.util.Map;

/** Records as the ingress writes them. */
public final class Changes {

  public static final String NUMBER = "106540352242922";

  private Changes() {}

  public static byte[] text(String phone, String name, String wamid, String text) {
    return message(
        phone,
        name,
        """
        {"from":"%s","id":"%s","timestamp":"1760000000","type":"text","text":{"body":%s}}"""
            .formatted(phone, wamid, Json.MAPPER.writeValueAsString(text)));
  }

  public static byte[] image(String phone, String name, String wamid, String caption) {
    return message(
        phone,
        name,
        """
        {"from":"%s","id":"%s","timestamp":"1760000000","type":"image",
         "image":{"id":"77","mime_type":"image/jpeg","sha256":"x","caption":"%s"}}"""
            .formatted(phone, wamid, caption));
  }

  /** Ana changes what she said. */
  public static byte[] edit(String phone, String wamid, String target, long second, String text) {
    return message(
        phone,
        "Ana",
        """
        {"from":"%s","id":"%s","timestamp":"%d","type":"edit","edit":
         {"original_message_id":"%s","message":{"type":"text","text":{"body":"%s"}}}}"""
            .formatted(phone, wamid, second, target, text));
  }

  /** Ana takes back what she said. */
  public static byte[] revoke(String phone, String wamid, String target) {
    return message(
        phone,
        "Ana",
        """
        {"from":"%s","id":"%s","timestamp":"1760000009","type":"revoke","revoke":{"original_message_id":"%s"}}"""
            .formatted(phone, wamid, target));
  }

  /** Ana reacts to a message. */
  public static byte[] reaction(String phone, String wamid, String target) {
    return message(
        phone,
        "Ana",
        """
        {"from":"%s","id":"%s","timestamp":"1760000009","type":"reaction","reaction":{"message_id":"%s","emoji":"👍"}}"""
            .formatted(phone, wamid, target));
  }

  public static byte[] message(String phone, String name, String item) {
    return """
        {"field":"messages","value":{"messaging_product":"whatsapp",
         "metadata":{"display_phone_number":"15550783881","phone_number_id":"%s"},
         "contacts":[{"profile":{"name":"%s"},"wa_id":"%s"}],"messages":[%s]}}"""
        .formatted(NUMBER, name, phone, item)
        .getBytes(UTF_8);
  }

  public static byte[] status(String phone, String wamid, String status, String more) {
    return """
        {"field":"messages","value":{"messaging_product":"whatsapp",
         "metadata":{"display_phone_number":"15550783881","phone_number_id":"%s"},
         "statuses":[{"id":"%s","status":"%s","timestamp":"1760000001","recipient_id":"%s"%s}]}}"""
        .formatted(NUMBER, wamid, status, phone, more)
        .getBytes(UTF_8);
  }

  public static byte[] history(String phone, String wamid) {
    Map<String, Object> item =
        Map.of(
            "from",
            phone,
            "id",
            wamid,
            "timestamp",
            "1700000000",
            "type",
            "text",
            "text",
            Map.of("body", "long ago"));
    Map<String, Object> value =
        Map.of(
            "metadata",
            Map.of("display_phone_number", "15550783881", "phone_number_id", NUMBER),
            "history",
            List.of(Map.of("threads", List.of(Map.of("id", phone, "messages", List.of(item))))));
    return Json.MAPPER.writeValueAsBytes(Map.of("field", "history", "value", value));
  }
}

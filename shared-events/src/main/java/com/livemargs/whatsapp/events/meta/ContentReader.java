package com.livemargs.whatsapp.events.meta;

import static com.livemargs.whatsapp.events.meta.Customer.digits;
import static com.livemargs.whatsapp.events.meta.MetaJson.firstText;
import static com.livemargs.whatsapp.events.meta.MetaJson.id;
import static com.livemargs.whatsapp.events.meta.MetaJson.text;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads what a message holds, by its type; what is missing or unknown becomes {@link
 * Content.Other}.
 */
final class ContentReader {

  private ContentReader() {}

  static Content read(String type, JsonNode item) {
    JsonNode body = item.path(type);
    return switch (type) {
      case "text" -> written(body);
      case "image", "video", "audio", "document", "sticker" -> media(type, body);
      case "reaction" -> reaction(body);
      case "edit" -> edit(body);
      case "revoke" -> revoke(body);
      case "system" -> system(body);
      default -> new Content.Other(rendering(type, body, item));
    };
  }

  private static Content written(JsonNode body) {
    String text = text(body, "body");
    return text == null ? new Content.Other(null) : new Content.Text(text);
  }

  private static Content media(String kind, JsonNode body) {
    return new Content.Media(
        kind,
        id(body, "id"),
        text(body, "mime_type"),
        text(body, "sha256"),
        text(body, "filename"),
        text(body, "caption"));
  }

  private static Content reaction(JsonNode body) {
    String target = id(body, "message_id");
    String emoji = text(body, "emoji");
    return target == null ? new Content.Other(emoji) : new Content.Reaction(target, emoji);
  }

  private static Content edit(JsonNode body) {
    String target = id(body, "original_message_id");
    JsonNode message = body.path("message");
    String type = text(message, "type");
    Content replacement = type == null ? new Content.Other(null) : read(type, message);
    return target == null
        ? new Content.Other(replacement.text())
        : new Content.Edit(target, replacement);
  }

  private static Content revoke(JsonNode body) {
    String target = id(body, "original_message_id");
    return target == null ? new Content.Other(null) : new Content.Revoke(target);
  }

  private static Content system(JsonNode body) {
    return new Content.SystemNotice(
        text(body, "body"),
        text(body, "type"),
        digits(firstId(body, "wa_id", "new_wa_id")),
        id(body, "user_id"),
        id(body, "previous_user_id"));
  }

  private static @Nullable String firstId(JsonNode body, String member, String former) {
    String id = id(body, member);
    return id != null ? id : id(body, former);
  }

  private static @Nullable String rendering(String type, JsonNode body, JsonNode item) {
    return switch (type) {
      case "button" -> firstText(body, "text", "payload");
      case "interactive" -> interactive(body);
      case "location" -> location(body);
      case "contacts" -> names(body);
      case "order" -> order(body);
      case "media_placeholder", "request_welcome" -> null;
      default -> unsupported(type, body, item);
    };
  }

  private static @Nullable String interactive(JsonNode body) {
    String kind = text(body, "type");
    JsonNode reply = kind == null ? body : body.path(kind);
    return firstText(reply, "title", "body", "name", "response");
  }

  private static @Nullable String location(JsonNode body) {
    String named = firstText(body, "name", "address");
    String latitude = text(body, "latitude");
    String longitude = text(body, "longitude");
    boolean placed = latitude != null && longitude != null;
    return named != null || !placed ? named : latitude + ", " + longitude;
  }

  private static @Nullable String names(JsonNode cards) {
    List<String> names = new ArrayList<>();
    for (JsonNode card : cards) {
      String name = firstText(card.path("name"), "formatted_name", "first_name", "last_name");
      String phone = text(card.path("phones").path(0), "phone");
      if (name != null || phone != null) {
        names.add(name != null ? name : phone);
      }
    }
    return names.isEmpty() ? null : String.join(", ", names);
  }

  private static @Nullable String order(JsonNode body) {
    String text = text(body, "text");
    return text != null ? text : "Order: " + body.path("product_items").size() + " items";
  }

  private static String unsupported(String type, JsonNode body, JsonNode item) {
    String what = "unsupported".equals(type) || "unknown".equals(type) ? text(body, "type") : type;
    String title = text(item.path("errors").path(0), "title");
    String detail = what != null ? what : title;
    return detail == null ? "Unsupported message" : "Unsupported message: " + detail;
  }
}

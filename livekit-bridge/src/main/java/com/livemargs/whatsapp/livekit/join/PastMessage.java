package com.livemargs.whatsapp.livekit.join;

import com.livemargs.whatsapp.events.json.Json;
import com.livemargs.whatsapp.livekit.packet.ChatLine;
import com.livemargs.whatsapp.livekit.packet.MediaLinks;
import com.livemargs.whatsapp.livekit.packet.Members;
import com.livemargs.whatsapp.livekit.packet.RoomEvent;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A message of the read API as its room shows it again. */
final class PastMessage {

  private static final Set<String> NO_LINE = Set.of("reaction", "edit", "revoke", "system");
  private static final Set<String> NOT_PASSED_ON = Set.of("raw", "type", "roomName", "mediaUrl");

  private final ObjectNode message;
  private final @Nullable String link;

  PastMessage(ObjectNode message, MediaLinks links) {
    this.message = message;
    String url = text("mediaUrl");
    this.link = url != null && "stored".equals(text("mediaStatus")) ? links.open(url) : url;
  }

  RoomEvent in(String room) {
    UUID id = UUID.fromString(message.path("messageId").asString());
    Members members = Members.of("message", id, text("whatsappMessageId"), room);
    members.with("messageType", text("type")).with("mediaUrl", link).with("replayed", true);
    for (var member : message.properties()) {
      if (!NOT_PASSED_ON.contains(member.getKey()) && !member.getValue().isNull()) {
        members.with(member.getKey(), Json.MAPPER.convertValue(member.getValue(), Object.class));
      }
    }
    boolean shown = !NO_LINE.contains(String.valueOf(text("type")));
    return new RoomEvent(room, id, "replay", members, shown ? line(id) : null);
  }

  private ChatLine line(UUID id) {
    return new ChatLine(id, message.path("timestamp").asLong(), speaker(), words());
  }

  private String speaker() {
    String sender = text("sender");
    if (sender != null) {
      return sender;
    }
    String phone = text("phoneNumber");
    return "outgoing".equals(text("direction"))
        ? ChatLine.BUSINESS
        : phone != null ? phone : String.valueOf(text("customerId"));
  }

  private String words() {
    if (text("revokedAt") != null) {
      return ChatLine.DELETED;
    }
    String kind = text("mediaType");
    if (kind != null) {
      String file = ChatLine.file(kind, text("caption"), text("fileName"));
      return link == null ? file : file + " " + link;
    }
    String text = text("text");
    return text == null ? "[" + text("type") + "]" : text;
  }

  private @Nullable String text(String member) {
    JsonNode value = message.path(member);
    return value.isString() || value.isNumber() ? value.asString() : null;
  }
}

package com.livemargs.whatsapp.livekit.join;

import com.livemargs.whatsapp.events.json.Json;
import com.livemargs.whatsapp.livekit.packet.ChatLine;
import com.livemargs.whatsapp.livekit.packet.MediaLinks;
import com.livemargs.whatsapp.livekit.show.RecentMessages;
import com.livemargs.whatsapp.livekit.show.RecentMessages.Stage;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A message as the read API tells it. */
final class ToldMessage {

  private static final Set<String> NO_LINE = Set.of("reaction", "edit", "revoke", "system");
  private static final Set<String> NOT_PASSED_ON = Set.of("raw", "type", "roomName", "mediaUrl");
  private static final Set<String> TAKEN_BACK = Set.of("text", "caption", "fileName");

  private final ObjectNode message;

  ToldMessage(ObjectNode message) {
    this.message = message;
  }

  /** As it is shown: where this process knows better, what it knows counts. */
  PastMessage with(RecentMessages recent, MediaLinks links) {
    UUID id = UUID.fromString(message.path("messageId").asString());
    boolean shown = !NO_LINE.contains(String.valueOf(text("type")));
    ChatLine words = shown ? recent.newer(line(id), stage(), since()) : null;
    boolean gone = words != null && words.text().equals(ChatLine.DELETED);
    String link = gone ? null : link(links);
    return new PastMessage(id, members(gone), words, line(words, link, recent), link);
  }

  private static @Nullable ChatLine line(
      @Nullable ChatLine words, @Nullable String link, RecentMessages recent) {
    if (words == null) {
      return null;
    }
    return link == null ? recent.whole(words) : words.plus(link);
  }

  private Map<String, Object> members(boolean gone) {
    Map<String, Object> members = new LinkedHashMap<>();
    String type = text("type");
    if (type != null) {
      members.put("messageType", type);
    }
    for (var member : message.properties()) {
      String name = member.getKey();
      boolean passed = !NOT_PASSED_ON.contains(name) && !(gone && TAKEN_BACK.contains(name));
      if (passed && !member.getValue().isNull()) {
        members.put(name, Json.MAPPER.convertValue(member.getValue(), Object.class));
      }
    }
    return members;
  }

  private @Nullable String link(MediaLinks links) {
    String url = text("mediaUrl");
    return url != null && "stored".equals(text("mediaStatus")) ? links.open(url) : url;
  }

  private Stage stage() {
    return text("revokedAt") != null
        ? Stage.DELETED
        : text("editedAt") != null ? Stage.EDITED : Stage.SAID;
  }

  private long since() {
    return message.path(text("editedAt") == null ? "timestamp" : "editedAt").asLong();
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
    if (stage() == Stage.DELETED) {
      return ChatLine.DELETED;
    }
    String kind = text("mediaType");
    if (kind != null) {
      return ChatLine.file(kind, text("caption"), text("fileName"));
    }
    String text = text("text");
    return text == null ? "[" + text("type") + "]" : text;
  }

  private @Nullable String text(String member) {
    JsonNode value = message.path(member);
    return value.isString() || value.isNumber() ? value.asString() : null;
  }
}

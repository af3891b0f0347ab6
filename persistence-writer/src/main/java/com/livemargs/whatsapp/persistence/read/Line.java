package com.livemargs.whatsapp.persistence.read;

import com.livemargs.whatsapp.persistence.store.ChangeFact;
import com.livemargs.whatsapp.persistence.store.Rewrite;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One message as the read API shows it.
 *
 * @param wamid null while a send has none
 * @param members name and value of all that is not null, in camelCase, times in milliseconds
 */
public record Line(@Nullable String wamid, Map<String, @Nullable Object> members) {

  /** The members that a store holds, in the order in which they are shown. */
  public static final List<String> MEMBERS =
      List.of(
          "messageId",
          "whatsappMessageId",
          "phoneNumber",
          "customerId",
          "phoneNumberId",
          "roomName",
          "sender",
          "type",
          "text",
          "mediaUrl",
          "mediaType",
          "mediaStatus",
          "fileName",
          "fileSize",
          "mimeType",
          "caption",
          "direction",
          "status",
          "timestamp",
          "sentAt",
          "deliveredAt",
          "readAt",
          "playedAt",
          "failedAt",
          "failedReason",
          "errorCode",
          "replyTo",
          "raw",
          "expiresAt",
          "createdAt");

  /** A line whose values come by name; nulls are left out. */
  public static Line of(Function<String, @Nullable Object> values) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    for (String name : MEMBERS) {
      Object value = values.apply(name);
      if (value != null) {
        members.put(name, plain(value));
      }
    }
    return new Line((String) members.get("whatsappMessageId"), members);
  }

  private static Object plain(Object value) {
    return switch (value) {
      case Instant at -> at.toEpochMilli();
      case Date at -> at.getTime();
      case UUID id -> id.toString();
      default -> value;
    };
  }

  /** With what reactions, edits and revokes make of it. */
  Line changed(Collection<ChangeFact> changes) {
    Map<String, @Nullable Object> shown = new LinkedHashMap<>(members);
    Rewrite.of(String.valueOf(wamid), changes).ifPresent(rewrite -> rewrite(shown, rewrite));
    shown.put("reactions", Rewrite.reactions(changes).stream().map(Line::reaction).toList());
    return new Line(wamid, shown);
  }

  private static void rewrite(Map<String, @Nullable Object> shown, Rewrite rewrite) {
    ChangeFact edit = rewrite.edit();
    if (edit != null) {
      // Without words nothing is put: the member goes.
      shown.compute(
          shown.containsKey("mediaType") ? "caption" : "text", (name, said) -> edit.content());
      shown.put("editedAt", edit.timestamp().toEpochMilli());
    }
    ChangeFact revoke = rewrite.revoke();
    if (revoke != null) {
      shown.put("text", null);
      shown.keySet().removeAll(List.of("caption", "fileName", "mediaUrl", "raw"));
      shown.put("revokedAt", revoke.timestamp().toEpochMilli());
    }
  }

  private static Map<String, @Nullable Object> reaction(ChangeFact change) {
    Map<String, @Nullable Object> reaction = new LinkedHashMap<>();
    reaction.put("emoji", change.content());
    reaction.put("from", change.author());
    reaction.put("timestamp", change.timestamp().toEpochMilli());
    return reaction;
  }

  /** Without the item as received, and with a link that opens without a key. */
  Line forBrowser(UnaryOperator<String> signed) {
    Map<String, @Nullable Object> shown = new LinkedHashMap<>(members);
    shown.remove("raw");
    // Only links of our own making are signed; another would be somebody else's.
    if ("stored".equals(shown.get("mediaStatus")) && shown.get("mediaUrl") instanceof String url) {
      shown.put("mediaUrl", signed.apply(url));
    }
    return new Line(wamid, shown);
  }

  @Override
  public String toString() {
    return "Line[]";
  }
}

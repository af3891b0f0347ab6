package com.livemargs.whatsapp.persistence.mongo;

import com.livemargs.whatsapp.persistence.reconcile.Whole;
import com.livemargs.whatsapp.persistence.store.MessageRow;
import com.livemargs.whatsapp.persistence.store.MessageRow.Body;
import com.livemargs.whatsapp.persistence.store.MessageRow.File;
import com.livemargs.whatsapp.persistence.store.MessageRow.Parties;
import com.livemargs.whatsapp.persistence.store.State;
import com.livemargs.whatsapp.persistence.store.StatusFact;
import java.time.Instant;
import java.util.Date;
import java.util.Objects;
import java.util.UUID;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** Documents read back with everything in them. */
final class WholeDocs {

  private WholeDocs() {}

  static Whole message(Document document, @Nullable Document line) {
    String sender = line == null ? null : line.getString("sender");
    MessageRow message =
        new MessageRow(
            UUID.fromString(document.getString("_id")),
            document.getString("whatsappMessageId"),
            parties(document),
            body(document),
            state(document),
            needed(document, "timestamp"),
            document.get("logPosition", 0L),
            document.getString("raw"),
            sender == null ? "" : sender,
            line != null);
    return new Whole(message, needed(document, "createdAt"), needed(document, "expiresAt"));
  }

  private static Parties parties(Document document) {
    return new Parties(
        document.getString("phoneNumber"),
        document.getString("customerId"),
        document.getString("phoneNumberId"),
        document.getString("roomName"),
        document.getString("direction"));
  }

  private static Body body(Document document) {
    File file =
        new File(
            document.getString("mediaUrl"),
            document.getString("mediaType"),
            document.getString("mediaStatus"),
            document.getString("fileName"),
            document.getLong("fileSize"),
            document.getString("mimeType"));
    return new Body(
        document.getString("type"),
        document.getString("text"),
        document.getString("caption"),
        document.getString("replyTo"),
        file);
  }

  private static State state(Document document) {
    Instant failedAt = time(document, "failedAt");
    return new State(
        document.getString("status"),
        time(document, "sentAt"),
        time(document, "deliveredAt"),
        time(document, "readAt"),
        time(document, "playedAt"),
        failedAt == null
            ? null
            : new State.Failure(
                failedAt, document.getInteger("errorCode"), document.getString("failedReason")));
  }

  static StatusFact status(Document document) {
    String messageId = document.getString("messageId");
    return new StatusFact(
        document.getString("whatsappMessageId"),
        document.getString("status"),
        document.getString("participant"),
        messageId == null ? null : UUID.fromString(messageId),
        document.getString("phoneNumberId"),
        needed(document, "timestamp"),
        document.getInteger("errorCode"),
        document.getString("failedReason"),
        document.getString("raw"));
  }

  private static @Nullable Instant time(Document document, String name) {
    Date time = document.getDate(name);
    return time == null ? null : time.toInstant();
  }

  private static Instant needed(Document document, String name) {
    return Objects.requireNonNull(time(document, name));
  }
}

package com.livemargs.whatsapp.persistence.mongo;

import static com.livemargs.whatsapp.persistence.mongo.Bulk.document;
import static com.livemargs.whatsapp.persistence.mongo.Bulk.replacing;
import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Filters.nin;
import static com.mongodb.client.model.Filters.or;

import com.livemargs.whatsapp.persistence.store.Facts;
import com.livemargs.whatsapp.persistence.store.MessageRow;
import com.livemargs.whatsapp.persistence.store.MessageRow.Parties;
import com.livemargs.whatsapp.persistence.store.Span;
import com.livemargs.whatsapp.persistence.store.State;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** Rows as documents, and the updates that bring a second item of one id into the first. */
final class MessageDocs {

  private MessageDocs() {}

  /** A whole row. */
  static Document row(MessageRow row, Facts facts) {
    Span span = facts.spans().of(row);
    Document document = new Document("_id", row.messageId().toString());
    document.append("messageId", row.messageId().toString());
    document.putAll(document("whatsappMessageId", row.wamid()));
    document.append("roomName", row.parties().roomName());
    document.putAll(parties(row.parties()));
    document.putAll(document(content(row)));
    document.putAll(state(row.state()));
    document.putAll(
        document(
            "logPosition", row.position(),
            "raw", row.raw(),
            "expiresAt", span.expiresAt(),
            "createdAt", span.storedAt()));
    return document;
  }

  private static Document state(State state) {
    Document document = StateDocs.times(state).append("status", state.status());
    State.Failure failure = state.failure();
    if (failure != null) {
      document.putAll(
          document(
              "failedAt", failure.at(),
              "errorCode", failure.code(),
              "failedReason", failure.reason()));
    }
    return document;
  }

  private static Document parties(Parties parties) {
    return document(
        "phoneNumber", parties.phoneNumber(),
        "customerId", parties.customerId(),
        "phoneNumberId", parties.phoneNumberId());
  }

  private static @Nullable Object[] content(MessageRow row) {
    MessageRow.Body body = row.body();
    MessageRow.File file = row.file();
    return new @Nullable Object[] {
      "direction", row.parties().direction(),
      "type", body.type(),
      "text", body.text(),
      "caption", body.caption(),
      "replyTo", body.replyTo(),
      "mediaUrl", file.url(),
      "mediaType", file.kind(),
      "mediaStatus", file.status(),
      "fileName", file.name(),
      "fileSize", file.size(),
      "mimeType", file.mimeType(),
      "sender", row.sender(),
      "timestamp", row.timestamp()
    };
  }

  /** {@link MessageRow#merge} with the document that is there. */
  static void merge(Bulk bulk, MessageRow row) {
    Bson same = eq("whatsappMessageId", row.wamid());
    String id = row.messageId().toString();
    Document content = replacing(content(row));
    content.get("$set", Document.class).append("raw", row.raw());
    bulk.update(and(same, eq("messageId", id), loses(row)), content);
    // An echo of a send of ours brings nothing new but itself.
    bulk.update(
        and(same, ne("messageId", id), or(eq("raw", null), gt("raw", row.raw()))),
        new Document("$set", new Document("raw", row.raw())));
    String phone = row.parties().phoneNumber();
    if (phone != null) {
      // The room of an id alone is given up once the customer's phone is known.
      bulk.update(
          and(same, eq("messageId", id), eq("phoneNumber", null)),
          replacing("phoneNumber", phone, "roomName", row.parties().roomName()));
    }
    // Of a redelivery the first counts.
    bulk.update(
        and(same, eq("messageId", id), gt("logPosition", row.position())),
        replacing("logPosition", row.position()));
    fill(bulk, same, parties(row.parties()));
    StateDocs.merge(bulk, same, row.state());
  }

  /** What became of a send, into its document. */
  static void outcome(Bulk bulk, MessageRow row) {
    Bson send = eq("_id", row.messageId().toString());
    StateDocs.merge(bulk, send, row.state());
    // Meta's answer knows the customer best: it may name another wa_id than the one sent to.
    Document parties = parties(row.parties());
    if (row.state().sentAt() != null) {
      bulk.update(send, new Document("$set", parties.append("roomName", row.parties().roomName())));
    } else {
      fill(bulk, send, parties);
    }
  }

  /** Sets members where the document has none. */
  private static void fill(Bulk bulk, Bson same, Document members) {
    members.forEach(
        (name, value) ->
            bulk.update(
                and(same, eq(name, null)), new Document("$set", new Document(name, value))));
  }

  // Content fills a placeholder; else the smaller item decides.
  private static Bson loses(MessageRow row) {
    Bson larger = gt("raw", row.raw());
    Bson placeholder = in("type", MessageRow.PLACEHOLDERS);
    return MessageRow.PLACEHOLDERS.contains(row.body().type())
        ? and(placeholder, larger)
        : or(placeholder, and(nin("type", MessageRow.PLACEHOLDERS), larger));
  }

  /** The line that shows a message. */
  static Document line(Document message) {
    return document(
        "messageId", message.getString("messageId"),
        "roomName", message.getString("roomName"),
        "sender", message.getString("sender"),
        "text", message.getString(message.containsKey("text") ? "text" : "caption"),
        "mediaUrl", message.getString("mediaUrl"),
        "direction", message.getString("direction"),
        "timestamp", message.getDate("timestamp"),
        "logPosition", message.getLong("logPosition"),
        "expiresAt", message.getDate("expiresAt"));
  }
}

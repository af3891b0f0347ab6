package com.livemargs.whatsapp.load.baseline;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.model.UpdateOptions;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import java.util.Date;
import org.bson.Document;
import reactor.core.publisher.Mono;

/** One message is three upserts, as a handler that stores would write it. */
final class PlainMongo {

  private static final UpdateOptions UPSERT = new UpdateOptions().upsert(true);

  private final MongoDatabase database;

  PlainMongo(MongoDatabase database) {
    this.database = database;
  }

  Mono<Void> keep(PlainMessage message) {
    return insert("whatsappMessages", message.id().toString(), document(message))
        .then(insert("chatMessages", message.id().toString(), line(message)))
        .then(room(message));
  }

  private Mono<Void> insert(String collection, String id, Document document) {
    MongoCollection<Document> into = database.getCollection(collection);
    return Mono.from(into.updateOne(eq("_id", id), new Document("$setOnInsert", document), UPSERT))
        .then();
  }

  private Mono<Void> room(PlainMessage it) {
    Document update =
        new Document(
                "$setOnInsert",
                new Document("roomName", it.room())
                    .append("phoneNumber", it.phone())
                    .append("title", "WhatsApp: " + it.phone()))
            .append("$max", new Document("lastMessageAt", Date.from(it.timestamp())));
    return Mono.from(
            database.getCollection("rooms").updateOne(eq("_id", it.room()), update, UPSERT))
        .then();
  }

  static Document document(PlainMessage it) {
    return new Document("messageId", it.id().toString())
        .append("whatsappMessageId", it.wamid())
        .append("roomName", it.room())
        .append("phoneNumber", it.phone())
        .append("customerId", it.customerId())
        .append("phoneNumberId", it.phoneNumberId())
        .append("direction", "incoming")
        .append("type", "text")
        .append("text", it.text())
        .append("timestamp", Date.from(it.timestamp()))
        .append("status", "delivered")
        .append("raw", it.raw())
        .append("expiresAt", Date.from(it.expires()))
        .append("createdAt", new Date());
  }

  static Document line(PlainMessage it) {
    return new Document("messageId", it.id().toString())
        .append("roomName", it.room())
        .append("sender", it.sender())
        .append("text", it.text())
        .append("direction", "incoming")
        .append("timestamp", Date.from(it.timestamp()))
        .append("expiresAt", Date.from(it.expires()));
  }
}

package com.livemargs.whatsapp.persistence.mongo;

import static com.livemargs.whatsapp.persistence.mongo.Bulk.document;
import static com.livemargs.whatsapp.persistence.mongo.Bulk.replacing;
import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;

import com.livemargs.whatsapp.persistence.store.MessageRow;
import com.mongodb.client.model.Projections;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.bson.Document;
import org.bson.conversions.Bson;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Writes {@code chatMessages}: what a line shows is what its message says. */
final class LineWriter {

  // Of a message: what its line is made of.
  private static final List<String> SAID =
      List.of(
          "_id",
          "messageId",
          "roomName",
          "sender",
          "text",
          "caption",
          "mediaUrl",
          "direction",
          "timestamp",
          "logPosition",
          "expiresAt");

  private static final Document GONE = new Document();

  private final MongoHouse house;

  LineWriter(MongoHouse house) {
    this.house = house;
  }

  /**
   * Inserts the lines of messages as these are about to be inserted.
   *
   * @return ids of those that had a line already, which may show something else
   */
  Mono<Set<String>> insert(List<Document> messages) {
    List<Document> lines =
        messages.stream()
            .map(message -> MessageDocs.line(message).append("_id", message.getString("_id")))
            .toList();
    return Bulk.insert(house.lines(), lines).map(inserted -> Bulk.others(lines, inserted));
  }

  /**
   * Draws the lines of these messages, which show one, as the store has them now, and takes away
   * those whose message went into another. Who changes a message draws its line afterwards, but the
   * one that changed it last need not be the last to draw: so each looks again whether what it drew
   * is still said.
   *
   * @param drawn messages as their lines show them already
   */
  Mono<Void> draw(List<MessageRow> rows, List<Document> drawn) {
    Map<String, Document> known = new HashMap<>();
    drawn.forEach(message -> known.put(message.getString("_id"), said(message)));
    return draw(rows, known);
  }

  private Mono<Void> draw(List<MessageRow> rows, Map<String, Document> drawn) {
    return rows.isEmpty() ? Mono.empty() : said(rows).flatMap(now -> draw(rows, drawn, now));
  }

  private Mono<Void> draw(
      List<MessageRow> rows, Map<String, Document> drawn, Map<String, Document> now) {
    List<MessageRow> changed =
        rows.stream().filter(it -> !Objects.equals(now.get(id(it)), drawn.get(id(it)))).toList();
    Bulk bulk = new Bulk();
    List<String> gone = new ArrayList<>();
    for (MessageRow row : changed) {
      Document message = now.getOrDefault(id(row), GONE);
      if (message.isEmpty()) {
        gone.add(id(row));
      } else {
        draw(bulk, message, row.sender());
      }
    }
    return bulk.writeTo(house.lines())
        .then(delete(gone))
        .then(Mono.defer(() -> draw(changed, now)));
  }

  private Mono<Void> delete(List<String> ids) {
    return ids.isEmpty()
        ? Mono.empty()
        : Mono.from(house.lines().deleteMany(in("_id", ids))).then();
  }

  /** Those that are not there are {@link #GONE}. */
  private Mono<Map<String, Document>> said(List<MessageRow> rows) {
    Map<String, Document> said = new HashMap<>();
    rows.forEach(row -> said.put(id(row), GONE));
    return Flux.from(
            house.messages().find(in("_id", said.keySet())).projection(Projections.include(SAID)))
        .doOnNext(message -> said.put(message.getString("_id"), message))
        .then(Mono.just(said));
  }

  private static Document said(Document message) {
    Document said = new Document(message);
    said.keySet().retainAll(SAID);
    return said;
  }

  private static String id(MessageRow row) {
    return row.messageId().toString();
  }

  // A message of 0.1.0 does not name its sender: its line keeps the one that it has.
  private static void draw(Bulk bulk, Document message, String otherwise) {
    Document line = MessageDocs.line(message);
    Bson same = eq("_id", message.getString("_id"));
    Document fixed =
        document(
            "roomName", line.get("roomName"),
            "sender", line.get("sender"),
            "timestamp", line.get("timestamp"),
            "logPosition", line.get("logPosition"),
            "expiresAt", line.get("expiresAt"));
    line.putIfAbsent("sender", otherwise);
    bulk.insertIfAbsent(same, line);
    bulk.update(same, new Document("$set", fixed));
    bulk.update(and(same, eq("revokedAt", null)), replacing("mediaUrl", line.get("mediaUrl")));
    bulk.update(
        and(same, eq("revokedAt", null), eq("editedAt", null)),
        replacing("text", line.get("text")));
  }
}

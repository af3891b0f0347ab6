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
import java.util.Set;
import org.bson.Document;
import org.bson.conversions.Bson;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Writes {@code chatMessages}: what a line shows is what its message says. */
final class LineWriter {

  private static final Bson SAID =
      Projections.include(
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
   * Draws the lines of these messages as the store has them now, and takes away those whose message
   * went into another. Who changes a message draws its line afterwards, but the one that changed it
   * last need not be the last to draw: so each looks again whether what it drew is still said.
   */
  Mono<Void> draw(List<MessageRow> rows) {
    return rows.isEmpty() ? Mono.empty() : said(rows).flatMap(said -> draw(rows, said));
  }

  private Mono<Void> draw(List<MessageRow> rows, Map<String, Document> said) {
    Bulk bulk = new Bulk();
    List<String> gone = new ArrayList<>();
    for (MessageRow row : rows) {
      Document message = said.get(id(row));
      if (message == null) {
        gone.add(id(row));
      } else if (row.shown()) {
        draw(bulk, message, row.sender());
      }
    }
    return bulk.writeTo(house.lines())
        .then(delete(gone))
        .then(Mono.defer(() -> said(rows)))
        .flatMap(now -> now.equals(said) ? Mono.empty() : draw(rows, now));
  }

  private Mono<Void> delete(List<String> ids) {
    return ids.isEmpty()
        ? Mono.empty()
        : Mono.from(house.lines().deleteMany(in("_id", ids))).then();
  }

  private Mono<Map<String, Document>> said(List<MessageRow> rows) {
    List<String> ids = rows.stream().map(LineWriter::id).toList();
    return Flux.from(house.messages().find(in("_id", ids)).projection(SAID))
        .collect(HashMap::new, (all, one) -> all.put(one.getString("_id"), one));
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
            "timestamp", line.get("timestamp"));
    line.putIfAbsent("sender", otherwise);
    bulk.insertIfAbsent(same, line);
    bulk.update(same, new Document("$set", fixed));
    bulk.update(and(same, eq("revokedAt", null)), replacing("mediaUrl", line.get("mediaUrl")));
    bulk.update(
        and(same, eq("revokedAt", null), eq("editedAt", null)),
        replacing("text", line.get("text")));
  }
}

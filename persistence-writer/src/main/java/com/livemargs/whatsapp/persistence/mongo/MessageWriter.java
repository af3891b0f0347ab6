package com.livemargs.whatsapp.persistence.mongo;

import static com.livemargs.whatsapp.persistence.mongo.Bulk.replacing;
import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.ne;

import com.livemargs.whatsapp.events.crash.CrashPoint;
import com.livemargs.whatsapp.persistence.meter.StoreMeters.Entity;
import com.livemargs.whatsapp.persistence.meter.Writes;
import com.livemargs.whatsapp.persistence.store.Facts;
import com.livemargs.whatsapp.persistence.store.MessageRow;
import com.livemargs.whatsapp.persistence.store.SendFact;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.bson.Document;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Writes {@code whatsappMessages} and {@code chatMessages}. There is no transaction over both: a
 * repeat after a crash finds the message there and mends its line.
 */
final class MessageWriter {

  private final MongoHouse house;
  private final Writes writes;

  MessageWriter(MongoHouse house, Writes writes) {
    this.house = house;
    this.writes = writes;
  }

  // What a customer says has one id only, so its line need not wait for its message. What we say
  // may
  // be there under the id of its send.
  Mono<Void> keep(Facts facts) {
    List<MessageRow> incoming = facts.messages().stream().filter(row -> !isOutgoing(row)).toList();
    return Mono.when(lines(incoming, facts), items(facts)).then(Mono.defer(() -> sends(facts)));
  }

  private static boolean isOutgoing(MessageRow row) {
    return row.parties().direction().equals("outgoing");
  }

  private Mono<Void> items(Facts facts) {
    List<MessageRow> rows = facts.messages();
    return insert(rows, facts)
        .flatMap(
            inserted ->
                lines(
                        select(rows, inserted, true).stream()
                            .filter(MessageWriter::isOutgoing)
                            .toList(),
                        facts)
                    .then(merge(select(rows, inserted, false), facts)));
  }

  private Mono<Set<Integer>> insert(List<MessageRow> rows, Facts facts) {
    List<Document> documents = rows.stream().map(row -> MessageDocs.row(row, facts)).toList();
    return Bulk.insert(house.messages(), documents).doOnNext(inserted -> count(rows, inserted));
  }

  private void count(List<MessageRow> rows, Set<Integer> inserted) {
    writes.add(Entity.MESSAGE, rows.size(), inserted.size(), 0);
    if (!inserted.isEmpty()) {
      CrashPoint.PERSISTENCE_WITHOUT_LINES.reached();
    }
  }

  private static List<MessageRow> select(
      List<MessageRow> rows, Set<Integer> inserted, boolean fresh) {
    return IntStream.range(0, rows.size())
        .filter(index -> inserted.contains(index) == fresh)
        .mapToObj(rows::get)
        .toList();
  }

  private Mono<Void> lines(List<MessageRow> rows, Facts facts) {
    List<Document> lines =
        rows.stream()
            .filter(MessageRow::shown)
            .map(row -> MessageDocs.line(row, facts).append("_id", row.messageId().toString()))
            .toList();
    return Bulk.insert(house.lines(), lines).then();
  }

  private Mono<Void> merge(List<MessageRow> rows, Facts facts) {
    if (rows.isEmpty()) {
      return Mono.empty();
    }
    Bulk bulk = new Bulk();
    rows.forEach(row -> MessageDocs.merge(bulk, row));
    List<String> ids = rows.stream().map(row -> row.messageId().toString()).toList();
    return bulk.writeTo(house.messages())
        .thenMany(Flux.from(house.messages().find(in("_id", ids))))
        .collect(HashMap<String, Document>::new, (all, one) -> all.put(one.getString("_id"), one))
        .flatMap(there -> redraw(rows, there, facts));
  }

  // Only the item that decided the document decides its line.
  private Mono<Void> redraw(List<MessageRow> rows, Map<String, Document> there, Facts facts) {
    Bulk bulk = new Bulk();
    for (MessageRow row : rows) {
      Document document = there.get(row.messageId().toString());
      if (row.shown() && document != null && document.get("raw", "").equals(row.raw())) {
        redraw(bulk, row, document, facts);
      }
      if (document != null) {
        String room = document.getString("roomName");
        bulk.update(
            and(eq("_id", document.getString("_id")), ne("roomName", room)),
            replacing("roomName", room));
      }
    }
    return bulk.writeTo(house.lines()).then();
  }

  private static void redraw(Bulk bulk, MessageRow row, Document document, Facts facts) {
    Document line = MessageDocs.line(row, facts);
    String id = line.getString("messageId");
    line.append("roomName", document.getString("roomName"));
    line.append("logPosition", document.get("logPosition", row.position()));
    bulk.insertIfAbsent(eq("_id", id), line);
    bulk.update(eq("_id", id), replacing("sender", row.sender(), "timestamp", row.timestamp()));
    bulk.update(
        and(eq("_id", id), eq("revokedAt", null)),
        replacing("mediaUrl", document.getString("mediaUrl")));
    bulk.update(
        and(eq("_id", id), eq("revokedAt", null), eq("editedAt", null)),
        replacing("text", line.getString("text")));
  }

  private Mono<Void> sends(Facts facts) {
    List<MessageRow> rows = facts.sends().stream().map(SendFact::row).toList();
    return insert(rows, facts)
        .flatMap(inserted -> outcomes(select(rows, inserted, false)))
        .then(Mono.defer(() -> lines(rows, facts)))
        .then(Mono.defer(() -> move(rows)));
  }

  private Mono<Void> outcomes(List<MessageRow> rows) {
    Bulk bulk = new Bulk();
    for (MessageRow row : rows) {
      var send = eq("_id", row.messageId().toString());
      StateDocs.merge(bulk, send, row.state());
      // Meta's answer knows the customer best: it may name another wa_id than the one sent to.
      Document parties = MessageDocs.parties(row.parties());
      if (row.state().sentAt() != null) {
        bulk.update(
            send, new Document("$set", parties.append("roomName", row.parties().roomName())));
      } else {
        MessageDocs.fill(bulk, send, parties);
      }
    }
    return bulk.writeTo(house.messages()).then();
  }

  private Mono<Void> move(List<MessageRow> rows) {
    Bulk bulk = new Bulk();
    rows.stream()
        .filter(row -> row.state().sentAt() != null)
        .forEach(
            row ->
                bulk.update(
                    eq("_id", row.messageId().toString()),
                    replacing("roomName", row.parties().roomName())));
    return bulk.writeTo(house.lines()).then();
  }
}

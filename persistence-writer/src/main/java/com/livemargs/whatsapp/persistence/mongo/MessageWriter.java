package com.livemargs.whatsapp.persistence.mongo;

import com.livemargs.whatsapp.events.crash.CrashPoint;
import com.livemargs.whatsapp.persistence.meter.StoreMeters.Entity;
import com.livemargs.whatsapp.persistence.meter.Writes;
import com.livemargs.whatsapp.persistence.store.Facts;
import com.livemargs.whatsapp.persistence.store.MessageRow;
import com.livemargs.whatsapp.persistence.store.SendFact;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.Document;
import reactor.core.publisher.Mono;

/**
 * Writes {@code whatsappMessages}, and with it {@code chatMessages}. There is no transaction over
 * both: a repeat after a crash finds the message there and mends its line.
 */
final class MessageWriter {

  private final MongoHouse house;
  private final LineWriter lines;
  private final Writes writes;

  MessageWriter(MongoHouse house, Writes writes) {
    this.house = house;
    this.lines = new LineWriter(house);
    this.writes = writes;
  }

  // What a customer says has one id only, and so has a send of ours. Another outgoing item may be
  // the echo of a send, and lie under the id of that.
  Mono<Void> keep(Facts facts) {
    List<MessageRow> sends = facts.sends().stream().map(SendFact::row).toList();
    return keep(facts.messages(), facts, MessageWriter::isOutgoing, MessageDocs::merge)
        .then(Mono.defer(() -> keep(sends, facts, send -> false, MessageDocs::outcome)));
  }

  private static boolean isOutgoing(MessageRow row) {
    return row.parties().direction().equals("outgoing");
  }

  // Nearly all are new, so that most lines need not wait for them.
  private Mono<Void> keep(
      List<MessageRow> rows,
      Facts facts,
      Predicate<MessageRow> lineWaits,
      BiConsumer<Bulk, MessageRow> merge) {
    List<Document> documents = rows.stream().map(row -> MessageDocs.row(row, facts)).toList();
    List<Document> atOnce = shown(rows, documents, lineWaits.negate());
    return Mono.zip(insert(documents), lines.insert(atOnce))
        .flatMap(
            known -> {
              Predicate<MessageRow> isThere = named(known.getT1());
              List<Document> waited = shown(rows, documents, lineWaits.and(isThere.negate()));
              List<MessageRow> drawn =
                  rows.stream()
                      .filter(MessageRow::shown)
                      .filter(isThere.or(named(known.getT2())).or(lineWaits))
                      .toList();
              return merge(rows.stream().filter(isThere), merge)
                  .then(Mono.defer(() -> lines.insert(waited)))
                  .flatMap(lined -> lines.draw(drawn, without(waited, lined)));
            });
  }

  private static List<Document> shown(
      List<MessageRow> rows, List<Document> documents, Predicate<MessageRow> which) {
    return IntStream.range(0, rows.size())
        .filter(i -> rows.get(i).shown() && which.test(rows.get(i)))
        .mapToObj(documents::get)
        .toList();
  }

  private static List<Document> without(List<Document> documents, Set<String> ids) {
    return documents.stream().filter(it -> !ids.contains(it.getString("_id"))).toList();
  }

  private static Predicate<MessageRow> named(Set<String> ids) {
    return row -> ids.contains(row.messageId().toString());
  }

  /**
   * Returns ids of those that were not inserted, since they were there under this id or another.
   */
  private Mono<Set<String>> insert(List<Document> documents) {
    return Bulk.insert(house.messages(), documents)
        .doOnNext(inserted -> count(documents, inserted))
        .map(inserted -> Bulk.others(documents, inserted));
  }

  private void count(List<Document> documents, Set<Integer> inserted) {
    writes.add(Entity.MESSAGE, documents.size(), inserted.size(), 0);
    if (!inserted.isEmpty()) {
      CrashPoint.PERSISTENCE_WITHOUT_LINES.reached();
    }
  }

  private Mono<Void> merge(Stream<MessageRow> rows, BiConsumer<Bulk, MessageRow> merge) {
    Bulk bulk = new Bulk();
    rows.forEach(row -> merge.accept(bulk, row));
    return bulk.writeTo(house.messages()).then();
  }
}

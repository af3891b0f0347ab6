package com.livemargs.whatsapp.persistence.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.nin;

import com.livemargs.whatsapp.persistence.store.SendFact.Pair;
import com.livemargs.whatsapp.persistence.store.State;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.client.model.Projections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.bson.Document;
import org.bson.conversions.Bson;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * One message under two ids becomes one document: the send's. Each step bears repetition, and what
 * an echo brought is safe in the send's document before the echo's goes.
 */
final class EchoMerge {

  private static final int TRIES = 5;

  private final MongoHouse house;

  EchoMerge(MongoHouse house) {
    this.house = house;
  }

  Mono<Map<UUID, String>> settle(List<Pair> pairs) {
    return pairs.isEmpty()
        ? Mono.just(Map.of())
        : called(pairs)
            .flatMap(called -> settle(Pair.best(pairs), called))
            .retryWhen(Retry.max(TRIES).filter(EchoMerge::echoCameInBetween));
  }

  private Mono<Map<UUID, String>> settle(List<Pair> pairs, Map<UUID, String> called) {
    List<Pair> open = pairs.stream().filter(pair -> isOpen(pair, called)).toList();
    Map<String, String> sends = new HashMap<>();
    open.forEach(pair -> sends.put(pair.wamid(), pair.messageId().toString()));
    return open.isEmpty()
        ? Mono.just(called)
        : free(open, called)
            .then(Mono.defer(() -> takeEchoes(sends)))
            .then(Mono.defer(() -> name(sends)))
            .then(Mono.defer(() -> called(pairs)));
  }

  // It has no wamid yet, or one that its answer does not name.
  private static boolean isOpen(Pair pair, Map<UUID, String> called) {
    String wamid = called.get(pair.messageId());
    return wamid != null && (wamid.isEmpty() || (pair.answered() && !wamid.equals(pair.wamid())));
  }

  // What came under the other wamid, an echo maybe, is a message of its own. One that was taken in
  // already is let go here; the comparison of the stores finds it in the log.
  private Mono<Void> free(List<Pair> open, Map<UUID, String> called) {
    Bulk bulk = new Bulk();
    for (Pair pair : open) {
      String other = called.getOrDefault(pair.messageId(), "");
      if (!other.isEmpty()) {
        bulk.update(
            and(eq("_id", pair.messageId().toString()), eq("whatsappMessageId", other)),
            Bulk.replacing("whatsappMessageId", null, "raw", null));
      }
    }
    return bulk.writeTo(house.messages()).then();
  }

  private static boolean echoCameInBetween(Throwable failure) {
    return failure instanceof MongoBulkWriteException bulk && Bulk.isLostRace(bulk);
  }

  // Sends that are there, each with its wamid, or an empty one.
  private Mono<Map<UUID, String>> called(List<Pair> pairs) {
    List<String> ids = pairs.stream().map(pair -> pair.messageId().toString()).toList();
    return Flux.from(
            house
                .messages()
                .find(in("_id", ids))
                .projection(Projections.include("whatsappMessageId")))
        .collectMap(
            send -> UUID.fromString(send.getString("_id")),
            send -> send.get("whatsappMessageId", ""));
  }

  private Mono<Void> takeEchoes(Map<String, String> sends) {
    // Another process may just have named the very send: that is no echo.
    Bson others = and(in("whatsappMessageId", sends.keySet()), nin("_id", sends.values()));
    return Flux.from(house.messages().find(others))
        .collectList()
        .flatMap(echoes -> takeEchoes(sends, echoes));
  }

  private Mono<Void> takeEchoes(Map<String, String> sends, List<Document> echoes) {
    if (echoes.isEmpty()) {
      return Mono.empty();
    }
    Bulk bulk = new Bulk();
    for (Document echo : echoes) {
      Bson send = eq("_id", sends.get(echo.getString("whatsappMessageId")));
      bulk.update(and(send, eq("raw", null)), Bulk.replacing("raw", echo.getString("raw")));
      StateDocs.merge(bulk, send, State.of("sent"));
    }
    List<String> ids = echoes.stream().map(echo -> echo.getString("_id")).toList();
    return bulk.writeTo(house.messages())
        .then(Mono.from(house.lines().deleteMany(in("_id", ids))))
        .then(Mono.from(house.messages().deleteMany(in("_id", ids))))
        .then();
  }

  private Mono<Void> name(Map<String, String> sends) {
    Bulk bulk = new Bulk();
    sends.forEach(
        (wamid, id) ->
            bulk.update(
                and(eq("_id", id), eq("whatsappMessageId", null)),
                Bulk.replacing("whatsappMessageId", wamid)));
    return bulk.writeTo(house.messages()).then();
  }
}

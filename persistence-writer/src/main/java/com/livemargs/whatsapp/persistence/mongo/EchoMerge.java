package com.livemargs.whatsapp.persistence.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.nin;

import com.livemargs.whatsapp.persistence.store.SendFact.Pair;
import com.livemargs.whatsapp.persistence.store.State;
import com.mongodb.MongoBulkWriteException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

  Mono<Void> settle(List<Pair> pairs) {
    return pairs.isEmpty()
        ? Mono.empty()
        : nameless(pairs)
            .flatMap(open -> takeEchoes(open).then(Mono.defer(() -> name(open))))
            .retryWhen(Retry.max(TRIES).filter(EchoMerge::echoCameInBetween));
  }

  private static boolean echoCameInBetween(Throwable failure) {
    return failure instanceof MongoBulkWriteException bulk && Bulk.isLostRace(bulk);
  }

  // Sends that are there and have no wamid yet, by the wamid that they get.
  private Mono<Map<String, String>> nameless(List<Pair> pairs) {
    Map<String, String> wamids = new HashMap<>();
    pairs.forEach(pair -> wamids.put(pair.messageId().toString(), pair.wamid()));
    Bson open = and(in("_id", wamids.keySet()), eq("whatsappMessageId", null));
    return Flux.from(house.messages().find(open))
        .map(send -> send.getString("_id"))
        .collect(HashMap::new, (all, id) -> all.put(String.valueOf(wamids.get(id)), id));
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

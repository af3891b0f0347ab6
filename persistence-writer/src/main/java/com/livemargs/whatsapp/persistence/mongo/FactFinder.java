package com.livemargs.whatsapp.persistence.mongo;

import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.or;

import com.livemargs.whatsapp.events.identity.Author;
import com.livemargs.whatsapp.events.meta.Direction;
import com.livemargs.whatsapp.persistence.identity.AliasEdge;
import com.livemargs.whatsapp.persistence.store.ChangeFact;
import com.livemargs.whatsapp.persistence.store.Claim;
import com.livemargs.whatsapp.persistence.store.Claims;
import com.livemargs.whatsapp.persistence.store.FileFact;
import com.livemargs.whatsapp.persistence.store.SendFact.Pair;
import com.livemargs.whatsapp.persistence.store.StatusFact;
import com.mongodb.reactivestreams.client.MongoCollection;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.conversions.Bson;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Finds what was kept beside the messages. */
final class FactFinder {

  private final MongoHouse house;
  private final Claims claims = new Claims(this::edges);

  FactFinder(MongoHouse house) {
    this.house = house;
  }

  Flux<AliasEdge> edges(Collection<String> aliases) {
    return find(house.edges(), aliases, or(in("alias", aliases), in("target", aliases)))
        .map(
            it ->
                new AliasEdge(
                    it.getString("alias"),
                    AliasEdge.Kind.valueOf(it.getString("kind").toUpperCase(Locale.ROOT)),
                    it.getString("target"),
                    time(it)));
  }

  Flux<StatusFact> statuses(Collection<String> wamids) {
    return find(house.statuses(), wamids, in("whatsappMessageId", wamids))
        .map(
            it ->
                new StatusFact(
                    it.getString("whatsappMessageId"),
                    it.getString("status"),
                    it.getString("participant"),
                    null,
                    null,
                    time(it),
                    it.getInteger("errorCode"),
                    it.getString("failedReason"),
                    ""));
  }

  Flux<Pair> pairs(Collection<UUID> messageIds) {
    Bson these = in("messageId", messageIds.stream().map(UUID::toString).toList());
    return find(house.statuses(), messageIds, these)
        .map(
            it ->
                new Pair(
                    UUID.fromString(it.getString("messageId")),
                    it.getString("whatsappMessageId"),
                    false));
  }

  Flux<ChangeFact> changes(Collection<String> targets) {
    return claims.believed(
        find(house.changes(), targets, in("targetId", targets))
            .map(FactFinder::change)
            .collectList()
            .flatMapMany(this::claims));
  }

  private Flux<Claim> claims(List<ChangeFact> changes) {
    return authors(changes)
        .flatMapIterable(
            authors ->
                changes.stream()
                    .map(it -> new Claim(it, authors.get(it.wamid()), authors.get(it.target())))
                    .toList());
  }

  private static ChangeFact change(Document it) {
    return new ChangeFact(
        it.getString("whatsappMessageId"),
        it.getString("targetId"),
        ChangeFact.Kind.valueOf(it.getString("kind").toUpperCase(Locale.ROOT)),
        it.getString("actor"),
        it.getString("author"),
        it.getString("content"),
        time(it),
        it.get("logPosition", 0L));
  }

  private Mono<Map<String, Author>> authors(List<ChangeFact> changes) {
    Set<String> wamids =
        changes.stream().flatMap(FactFinder::concerned).collect(Collectors.toSet());
    return find(house.messages(), wamids, in("whatsappMessageId", wamids))
        .collectMap(it -> it.getString("whatsappMessageId"), FactFinder::author);
  }

  private static Stream<String> concerned(ChangeFact change) {
    if (change.kind() != ChangeFact.Kind.REACTION) {
      return Stream.of(change.wamid(), change.target());
    }
    return change.isByName() ? Stream.of(change.wamid()) : Stream.of();
  }

  private static Author author(Document it) {
    return new Author(
        it.getString("roomName"),
        it.getString("direction").equals(Direction.OUTGOING.wire()),
        it.getString("phoneNumber"),
        it.getString("customerId"));
  }

  Flux<FileFact> files(Collection<String> wamids) {
    return find(house.files(), wamids, in("whatsappMessageId", wamids))
        .map(
            it ->
                new FileFact(
                    it.getString("whatsappMessageId"),
                    it.getString("mediaStatus"),
                    it.getString("mediaUrl"),
                    it.getString("fileName"),
                    it.getLong("fileSize"),
                    it.getString("mimeType")));
  }

  private Flux<Document> find(
      MongoCollection<Document> collection, Collection<?> keys, Bson filter) {
    return keys.isEmpty()
        ? Flux.empty()
        : house.ready().thenMany(Flux.from(collection.find(filter)));
  }

  private static Instant time(Document document) {
    return document.getDate("timestamp").toInstant();
  }
}

package com.livemargs.whatsapp.persistence.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.or;

import com.livemargs.whatsapp.persistence.reconcile.Entry;
import com.livemargs.whatsapp.persistence.reconcile.Fingerprint;
import com.livemargs.whatsapp.persistence.reconcile.Inventory;
import com.livemargs.whatsapp.persistence.reconcile.Name;
import com.livemargs.whatsapp.persistence.reconcile.Whole;
import com.livemargs.whatsapp.persistence.store.StatusFact;
import com.mongodb.client.model.Projections;
import com.mongodb.reactivestreams.client.FindPublisher;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What MongoDB holds, message by message. */
public final class MongoInventory implements Inventory {

  private static final int AT_ONCE = 500;
  private static final Bson UNREAD = Projections.exclude("raw");

  private final MongoHouse house;

  public MongoInventory(MongoHouse house) {
    this.house = house;
  }

  // The index leads from room to room and within each to the stretch: what is read grows with the
  // rooms and with what was said, not with all that is stored.
  @Override
  public Flux<Entry> between(Instant from, Instant to, Instant alive) {
    return entries(
        house
            .messages()
            .find(
                and(
                    gte("roomName", ""),
                    gte("timestamp", Date.from(from)),
                    lt("timestamp", Date.from(to)),
                    gt("expiresAt", Date.from(alive))))
            .hint(MongoHouse.PAGES));
  }

  @Override
  public Flux<Entry> of(Collection<UUID> messageIds, Instant alive) {
    List<String> ids = messageIds.stream().map(UUID::toString).toList();
    return entries(house.messages().find(and(in("_id", ids), gt("expiresAt", Date.from(alive)))));
  }

  @Override
  public Flux<Name> names(Collection<UUID> messageIds, Collection<String> wamids) {
    List<String> ids = messageIds.stream().map(UUID::toString).toList();
    return house
        .ready()
        .thenMany(
            Flux.from(
                house
                    .messages()
                    .find(or(in("_id", ids), in("whatsappMessageId", wamids)))
                    .projection(Projections.include("whatsappMessageId"))))
        .map(
            message ->
                new Name(
                    UUID.fromString(message.getString("_id")),
                    message.getString("whatsappMessageId")));
  }

  @Override
  public Flux<Whole> whole(Collection<UUID> messageIds) {
    List<String> ids = messageIds.stream().map(UUID::toString).toList();
    return house
        .ready()
        .thenMany(Flux.from(house.messages().find(in("_id", ids))))
        .concatMap(
            message ->
                Mono.from(house.lines().find(eq("_id", message.getString("_id"))).first())
                    .map(line -> WholeDocs.message(message, line))
                    .switchIfEmpty(Mono.fromCallable(() -> WholeDocs.message(message, null))));
  }

  @Override
  public Flux<StatusFact> statuses(Collection<String> wamids) {
    return Flux.from(house.statuses().find(in("whatsappMessageId", wamids))).map(WholeDocs::status);
  }

  private Flux<Entry> entries(FindPublisher<Document> found) {
    return house
        .ready()
        .thenMany(Flux.from(found.projection(UNREAD)))
        .buffer(AT_ONCE)
        .concatMap(this::withLines, 1);
  }

  private Flux<Entry> withLines(List<Document> messages) {
    List<String> ids = messages.stream().map(message -> message.getString("_id")).toList();
    return Flux.from(house.lines().find(in("_id", ids)))
        .collect(HashMap<String, Document>::new, (all, one) -> all.put(one.getString("_id"), one))
        .flatMapIterable(lines -> messages.stream().map(message -> entry(message, lines)).toList());
  }

  private static Entry entry(Document message, Map<String, Document> lines) {
    Document line = lines.get(message.getString("_id"));
    return new Entry(
        UUID.fromString(message.getString("_id")),
        message.getString("whatsappMessageId"),
        Objects.requireNonNull(time(message, "timestamp")),
        said(message, line).plus(came(message)));
  }

  private static Fingerprint said(Document message, @Nullable Document line) {
    return Fingerprint.of(
        message.getString("type"),
        message.getString("direction"),
        message.getString("text"),
        message.getString("caption"),
        message.getString("mediaUrl"),
        message.getString("mediaStatus"),
        line != null,
        line == null ? null : line.getString("text"),
        line == null ? null : time(line, "editedAt"),
        line == null ? null : time(line, "revokedAt"));
  }

  private static Fingerprint came(Document message) {
    return Fingerprint.of(
        message.getString("status"),
        time(message, "sentAt"),
        time(message, "deliveredAt"),
        time(message, "readAt"),
        time(message, "playedAt"),
        time(message, "failedAt"),
        message.getInteger("errorCode"));
  }

  private static @Nullable Instant time(Document document, String name) {
    Date time = document.getDate(name);
    return time == null ? null : time.toInstant();
  }
}

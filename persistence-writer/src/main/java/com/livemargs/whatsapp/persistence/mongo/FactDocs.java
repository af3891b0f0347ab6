package com.livemargs.whatsapp.persistence.mongo;

import static com.livemargs.whatsapp.persistence.mongo.Bulk.document;
import static com.livemargs.whatsapp.persistence.mongo.Bulk.replacing;
import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.or;

import com.livemargs.whatsapp.persistence.identity.AliasEdge;
import com.livemargs.whatsapp.persistence.meter.StoreMeters.Entity;
import com.livemargs.whatsapp.persistence.meter.Writes;
import com.livemargs.whatsapp.persistence.store.AccountEvent;
import com.livemargs.whatsapp.persistence.store.ChangeFact;
import com.livemargs.whatsapp.persistence.store.Facts;
import com.livemargs.whatsapp.persistence.store.FileFact;
import com.livemargs.whatsapp.persistence.store.Spans;
import com.livemargs.whatsapp.persistence.store.StatusFact;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Writes everything that is not a message itself; repeats change nothing. */
final class FactDocs {

  private final MongoHouse house;
  private final RoomDocs rooms;
  private final Writes writes;

  FactDocs(MongoHouse house, RoomDocs rooms, Writes writes) {
    this.house = house;
    this.rooms = rooms;
    this.writes = writes;
  }

  Mono<Void> keep(Facts facts) {
    Spans spans = facts.spans();
    Bulk changes = new Bulk();
    facts.changes().forEach(it -> keep(changes, it, spans.of(it).expiresAt()));
    Bulk files = new Bulk();
    facts
        .files()
        .forEach(it -> files.insertIfAbsent(eq("_id", it.key()), of(it, spans.of(it).expiresAt())));
    Bulk events = new Bulk();
    facts
        .events()
        .forEach(it -> events.insertIfAbsent(eq("_id", it.id()), of(it, spans.of(it).expiresAt())));
    Bulk edges = new Bulk();
    facts.edges().forEach(it -> keep(edges, it));
    return Mono.when(
        edges.writeTo(house.edges()),
        rooms.keep(facts.rooms(), spans),
        changes.writeTo(house.changes()),
        files.writeTo(house.files()),
        events.writeTo(house.events()),
        statuses(facts));
  }

  private static void keep(Bulk bulk, ChangeFact change, Instant expires) {
    bulk.upsert(
        eq("_id", change.wamid()),
        new Document("$setOnInsert", of(change, expires))
            .append("$min", document("logPosition", change.position())));
  }

  private static Document of(ChangeFact change, Instant expires) {
    return document(
        "whatsappMessageId", change.wamid(),
        "targetId", change.target(),
        "kind", change.kind().name().toLowerCase(Locale.ROOT),
        "actor", change.actor(),
        "author", change.author(),
        "content", change.content(),
        "timestamp", change.timestamp(),
        "expiresAt", expires);
  }

  private static Document of(FileFact file, Instant expires) {
    return document(
        "whatsappMessageId", file.wamid(),
        "mediaStatus", file.status(),
        "mediaUrl", file.url(),
        "fileName", file.name(),
        "fileSize", file.size(),
        "mimeType", file.mimeType(),
        "expiresAt", expires);
  }

  private static Document of(AccountEvent event, Instant expires) {
    return document(
        "field", event.field(),
        "wabaId", event.wabaId(),
        "phoneNumberId", event.phoneNumberId(),
        "raw", event.raw(),
        "receivedAt", event.receivedAt(),
        "expiresAt", expires);
  }

  private static void keep(Bulk bulk, AliasEdge edge) {
    Document fixed =
        document(
            "alias", edge.alias(),
            "kind", edge.kind().name().toLowerCase(Locale.ROOT),
            "target", edge.target());
    bulk.upsert(
        eq("_id", edge.key()),
        new Document("$setOnInsert", fixed)
            .append("$max", document("timestamp", edge.timestamp())));
  }

  private Mono<Void> statuses(Facts facts) {
    List<StatusFact> rows = facts.statuses();
    List<Document> documents =
        rows.stream().map(row -> of(row, facts.spans().of(row).expiresAt())).toList();
    return Bulk.insert(house.statuses(), documents)
        .doOnNext(inserted -> writes.add(Entity.STATUS, rows.size(), inserted.size(), 0))
        .flatMap(inserted -> repeats(rows, inserted));
  }

  private static Document of(StatusFact status, Instant expires) {
    Document document =
        document(
            "_id", status.key(),
            "whatsappMessageId", status.wamid(),
            "status", status.status(),
            "participant", status.participant(),
            "phoneNumberId", status.phoneNumberId(),
            "expiresAt", expires);
    document.putAll(document(told(status)));
    document.putAll(document("messageId", id(status)));
    return document;
  }

  private Mono<Void> repeats(List<StatusFact> rows, Set<Integer> inserted) {
    Bulk bulk = new Bulk();
    for (int i = 0; i < rows.size(); i++) {
      if (!inserted.contains(i)) {
        repeat(bulk, rows.get(i));
      }
    }
    return bulk.writeTo(house.statuses()).then();
  }

  private static void repeat(Bulk bulk, StatusFact status) {
    var same = eq("_id", status.key());
    Date at = Date.from(status.timestamp());
    var earlier = gt("timestamp", at);
    var smaller = and(eq("timestamp", at), gt("raw", status.raw()));
    bulk.update(and(same, or(earlier, smaller)), replacing(told(status)));
    if (status.messageId() != null) {
      bulk.update(and(same, eq("messageId", null)), replacing("messageId", id(status)));
    }
  }

  private static @Nullable String id(StatusFact status) {
    return status.messageId() == null ? null : status.messageId().toString();
  }

  private static @Nullable Object[] told(StatusFact status) {
    return new @Nullable Object[] {
      "timestamp", status.timestamp(),
      "errorCode", status.code(),
      "failedReason", status.reason(),
      "raw", status.raw()
    };
  }
}

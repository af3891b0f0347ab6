package com.livemargs.whatsapp.persistence.mongo;

import static com.livemargs.whatsapp.persistence.mongo.Bulk.document;
import static com.livemargs.whatsapp.persistence.mongo.Bulk.replacing;
import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.or;

import com.livemargs.whatsapp.persistence.store.RoomFact;
import com.livemargs.whatsapp.persistence.store.Span;
import com.livemargs.whatsapp.persistence.store.Spans;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Writes {@code rooms}: {@link RoomFact#merge} as updates that each only improve what is there. */
final class RoomDocs {

  private final MongoHouse house;
  private final ToldRooms told;

  RoomDocs(MongoHouse house, ToldRooms told) {
    this.house = house;
    this.told = told;
  }

  Mono<Void> keep(Collection<RoomFact> rooms, Spans spans) {
    Bulk bulk = new Bulk();
    Map<Integer, RoomFact> upserts = new HashMap<>();
    for (RoomFact room : rooms) {
      upserts.put(bulk.size(), room);
      keep(bulk, room, spans.of(room));
    }
    return bulk.writeTo(house.rooms())
        .doOnNext(
            made ->
                made.stream().flatMap(at -> Stream.ofNullable(upserts.get(at))).forEach(told::made))
        .doOnNext(durable -> told.stored(rooms))
        .then();
  }

  private void keep(Bulk bulk, RoomFact room, Span span) {
    @Nullable Object[] whom = {
      "customerId", room.customerId(),
      "phoneNumberId", room.phoneNumberId(),
      "toldBy", room.toldBy()
    };
    Document fixed =
        document(
            "roomName",
            room.roomName(),
            "channel",
            RoomFact.CHANNEL,
            "department",
            RoomFact.DEPARTMENT,
            "private",
            true,
            "createdAt",
            span.storedAt());
    fixed.putAll(document(whom));
    Document least = document("title", room.title(), "phoneNumber", room.phoneNumber());
    Document greatest =
        document("lastMessageAt", room.lastMessageAt(), "expiresAt", span.expiresAt());
    Bson same = eq("_id", room.roomName());
    bulk.upsert(
        same, new Document("$setOnInsert", fixed).append("$min", least).append("$max", greatest));
    if (!told.holds(room)) {
      bulk.update(and(same, knowsLess(room)), replacing(whom));
    }
  }

  // Of a document from before it is not known who told it: an id stays until another is shown.
  private static Bson knowsLess(RoomFact room) {
    Bson unknown = eq("toldBy", null);
    return or(
        lt("toldBy", room.toldBy()),
        room.customerId() == null ? and(unknown, eq("customerId", null)) : unknown);
  }
}

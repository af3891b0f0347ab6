package com.livemargs.whatsapp.persistence.postgres;

import com.livemargs.whatsapp.persistence.reconcile.Entry;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Reads a stretch of time from room to room, by the index that pages of a conversation are read by:
 * what is read grows with the rooms and with what was said, not with all that is stored. Pages are
 * short, so that no statement runs long however many there are.
 */
final class RoomWalk {

  private static final int ROOMS = 200;
  private static final int ROWS = 2_000;
  private static final UUID FIRST = new UUID(0, 0);

  // Each step jumps over all that is in a room.
  private static final String NEXT_ROOMS =
      """
      with recursive r(room_name) as (
        (select room_name from whatsapp_messages where room_name > $1 order by room_name limit 1)
        union all
        select (select m.room_name from whatsapp_messages m where m.room_name > r.room_name
          order by m.room_name limit 1) from r where r.room_name is not null)
      select room_name from r where room_name is not null limit %d
      """
          .formatted(ROOMS);
  private static final String PAGE =
      """
       m.room_name = any($2) and m."timestamp" >= $3 and m."timestamp" < $4
        and (m.room_name, m."timestamp", m.message_id) > ($5, $6, $7)
      order by m.room_name, m."timestamp", m.message_id limit %d
      """
          .formatted(ROWS);

  private final Session session;
  private final String page;
  private final Function<Readable, Entry> entry;

  /**
   * A walk.
   *
   * @param select what is read of messages {@code m} that do not expire by {@code $1}
   */
  RoomWalk(Session session, String select, Function<Readable, Entry> entry) {
    this.session = session;
    this.page = select + PAGE;
    this.entry = entry;
  }

  private record Stretch(List<String> rooms, Instant from, Instant to, Instant alive) {}

  private record Place(String room, Instant timestamp, UUID messageId) {}

  private record Placed(String room, Entry entry) {

    Place place() {
      return new Place(room, entry.timestamp(), entry.messageId());
    }
  }

  Flux<Entry> between(Instant from, Instant to, Instant alive) {
    return rooms("")
        .expand(some -> some.size() < ROOMS ? Mono.empty() : rooms(some.getLast()))
        .concatMap(some -> rows(new Stretch(some, from, to, alive)), 1);
  }

  private Mono<List<String>> rooms(String after) {
    return session
        .query(
            NEXT_ROOMS,
            statement -> statement.bind(0, after),
            row -> Objects.requireNonNull(row.get(0, String.class)))
        .collectList();
  }

  private Flux<Entry> rows(Stretch stretch) {
    return page(stretch, new Place("", stretch.from(), FIRST))
        .expand(some -> some.size() < ROWS ? Mono.empty() : page(stretch, some.getLast().place()))
        .concatMapIterable(some -> some, 1)
        .map(Placed::entry);
  }

  private Mono<List<Placed>> page(Stretch stretch, Place after) {
    return session
        .query(
            page,
            statement ->
                statement
                    .bind(0, stretch.alive().atOffset(ZoneOffset.UTC))
                    .bind(1, stretch.rooms().toArray(String[]::new))
                    .bind(2, stretch.from().atOffset(ZoneOffset.UTC))
                    .bind(3, stretch.to().atOffset(ZoneOffset.UTC))
                    .bind(4, after.room())
                    .bind(5, after.timestamp().atOffset(ZoneOffset.UTC))
                    .bind(6, after.messageId()),
            row ->
                new Placed(
                    Objects.requireNonNull(row.get("room_name", String.class)), entry.apply(row)))
        .collectList();
  }
}

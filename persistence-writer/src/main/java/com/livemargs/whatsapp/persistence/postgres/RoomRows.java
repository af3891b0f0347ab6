package com.livemargs.whatsapp.persistence.postgres;

import com.livemargs.whatsapp.events.postgres.Columns;
import com.livemargs.whatsapp.persistence.store.Facts;
import com.livemargs.whatsapp.persistence.store.RoomFact;
import com.livemargs.whatsapp.persistence.store.Spans;
import io.r2dbc.spi.Connection;
import java.util.Comparator;
import java.util.List;
import reactor.core.publisher.Mono;

/** Writes {@code rooms}: the later of two facts knows the customer better. */
final class RoomRows {

  private static final Columns<RoomFact> ROOM =
      new Columns<RoomFact>()
          .text("room_name", RoomFact::roomName)
          .text("phone_number", RoomFact::phoneNumber)
          .text("customer_id", RoomFact::customerId)
          .text("phone_number_id", RoomFact::phoneNumberId)
          .text("title", RoomFact::title)
          .time("last_message_at", RoomFact::lastMessageAt)
          .and("expires_at", "created_at");
  private static final String ROOMS =
      """
      insert into rooms as t (%s, channel, department, private)
      select i.*, '%s', '%s', true from %s
      on conflict (room_name) do update set
        phone_number = coalesce(excluded.phone_number, t.phone_number),
        customer_id = coalesce(excluded.customer_id, t.customer_id),
        phone_number_id = coalesce(excluded.phone_number_id, t.phone_number_id),
        last_message_at = greatest(t.last_message_at, excluded.last_message_at),
        expires_at = greatest(t.expires_at, excluded.expires_at)
      where excluded.last_message_at > t.last_message_at
        or excluded.expires_at > t.expires_at + interval '1 minute'
        or t.customer_id is null
      """
          .formatted(ROOM.names(), RoomFact.CHANNEL, RoomFact.DEPARTMENT, ROOM.rows());

  private RoomRows() {}

  static Mono<Void> keep(Connection connection, Facts facts) {
    Spans spans = facts.spans();
    List<RoomFact> rooms =
        facts.rooms().stream().sorted(Comparator.comparing(RoomFact::roomName)).toList();
    return rooms.isEmpty()
        ? Mono.empty()
        : Session.run(
            connection,
            ROOMS,
            s ->
                ROOM.bind(s, rooms, it -> spans.of(it).expiresAt(), it -> spans.of(it).storedAt()));
  }
}

package com.livemargs.whatsapp.persistence.postgres;

import com.livemargs.whatsapp.events.postgres.Columns;
import com.livemargs.whatsapp.persistence.store.Facts;
import com.livemargs.whatsapp.persistence.store.RoomFact;
import com.livemargs.whatsapp.persistence.store.Spans;
import io.r2dbc.spi.Connection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import reactor.core.publisher.Mono;

/** Writes {@code rooms}: {@link RoomFact#merge} in SQL. */
final class RoomRows {

  private static final Columns<RoomFact> ROOM =
      new Columns<RoomFact>()
          .text("room_name", RoomFact::roomName)
          .text("phone_number", RoomFact::phoneNumber)
          .text("customer_id", RoomFact::customerId)
          .text("phone_number_id", RoomFact::phoneNumberId)
          .text("title", RoomFact::title)
          .time("last_message_at", RoomFact::lastMessageAt)
          .text("told_by", RoomFact::toldBy)
          .and("expires_at", "created_at");
  // Of a row from before it is not known who told it: an id stays until another is shown.
  private static final String BETTER =
      """
      excluded.told_by > coalesce(t.told_by, case when t.customer_id is null then '' else '1' end)\
      """;
  private static final String TOLD =
      Stream.of("customer_id", "phone_number_id", "told_by")
          .map(c -> "%1$s = case when %2$s then excluded.%1$s else t.%1$s end".formatted(c, BETTER))
          .collect(Collectors.joining(", "));
  private static final String ROOMS =
      """
      insert into rooms as t (%s, channel, department, private)
      select i.*, '%s', '%s', true from %s
      on conflict (room_name) do update set
        phone_number = least(t.phone_number collate "C", excluded.phone_number),
        title = least(t.title collate "C", excluded.title),
        %s,
        last_message_at = greatest(t.last_message_at, excluded.last_message_at),
        expires_at = greatest(t.expires_at, excluded.expires_at)
      """
          .formatted(ROOM.names(), RoomFact.CHANNEL, RoomFact.DEPARTMENT, ROOM.rows(), TOLD);

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

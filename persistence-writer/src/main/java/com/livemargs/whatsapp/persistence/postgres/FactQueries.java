package com.livemargs.whatsapp.persistence.postgres;

import com.livemargs.whatsapp.events.identity.Author;
import com.livemargs.whatsapp.events.meta.Direction;
import com.livemargs.whatsapp.persistence.identity.AliasEdge;
import com.livemargs.whatsapp.persistence.store.ChangeFact;
import com.livemargs.whatsapp.persistence.store.Claim;
import com.livemargs.whatsapp.persistence.store.Claims;
import com.livemargs.whatsapp.persistence.store.FileFact;
import com.livemargs.whatsapp.persistence.store.SendFact.Pair;
import com.livemargs.whatsapp.persistence.store.StatusFact;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads what was kept beside the messages. */
final class FactQueries {

  private static final String CHANGES =
      """
      select c.*, own.direction as own_direction, own.room_name as own_room,
        own.phone_number as own_phone, own.customer_id as own_customer,
        m.direction as direction, m.room_name as room, m.phone_number as phone, m.customer_id as customer
      from message_changes c
        left join whatsapp_messages own on own.whatsapp_message_id = c.whatsapp_message_id
        left join whatsapp_messages m on m.whatsapp_message_id = c.target_id
      where c.target_id = any($1)
      """;

  private final Session session;
  private final Claims claims = new Claims(this::edges);

  FactQueries(Session session) {
    this.session = session;
  }

  Flux<AliasEdge> edges(Collection<String> aliases) {
    return texts(
        """
        select alias, kind, target, "timestamp" from customer_identities where alias = any($1)
        union select alias, kind, target, "timestamp" from customer_identities where target = any($1)
        """,
        aliases,
        row ->
            new AliasEdge(
                text(row, "alias"),
                AliasEdge.Kind.valueOf(text(row, "kind").toUpperCase(Locale.ROOT)),
                text(row, "target"),
                time(row, "timestamp")));
  }

  Flux<StatusFact> statuses(Collection<String> wamids) {
    return texts(
        """
        select whatsapp_message_id, status, "timestamp", error_code, failed_reason
        from message_statuses where whatsapp_message_id = any($1)
        """,
        wamids,
        row ->
            new StatusFact(
                text(row, "whatsapp_message_id"),
                text(row, "status"),
                "",
                null,
                null,
                time(row, "timestamp"),
                row.get("error_code", Integer.class),
                row.get("failed_reason", String.class),
                ""));
  }

  Flux<Pair> pairs(Collection<UUID> messageIds) {
    return messageIds.isEmpty()
        ? Flux.empty()
        : session.query(
            "select distinct message_id, whatsapp_message_id from message_statuses"
                + " where message_id = any($1)",
            statement -> statement.bind(0, messageIds.toArray(UUID[]::new)),
            row ->
                new Pair(
                    Objects.requireNonNull(row.get("message_id", UUID.class)),
                    text(row, "whatsapp_message_id"),
                    false));
  }

  Mono<Map<UUID, String>> called(List<Pair> sends) {
    return session
        .query(
            "select message_id, whatsapp_message_id from whatsapp_messages"
                + " where message_id = any($1) and whatsapp_message_id is not null",
            statement ->
                statement.bind(0, sends.stream().map(Pair::messageId).toArray(UUID[]::new)),
            row ->
                Map.entry(
                    Objects.requireNonNull(row.get("message_id", UUID.class)),
                    text(row, "whatsapp_message_id")))
        .collectMap(Map.Entry::getKey, Map.Entry::getValue);
  }

  Flux<ChangeFact> changes(Collection<String> targets) {
    return claims.believed(texts(CHANGES, targets, FactQueries::claim));
  }

  private static Claim claim(Readable row) {
    return new Claim(change(row), author(row, "own_"), author(row, ""));
  }

  private static ChangeFact change(Readable row) {
    return new ChangeFact(
        text(row, "whatsapp_message_id"),
        text(row, "target_id"),
        ChangeFact.Kind.valueOf(text(row, "kind").toUpperCase(Locale.ROOT)),
        text(row, "actor"),
        text(row, "author"),
        row.get("content", String.class),
        time(row, "timestamp"),
        Objects.requireNonNull(row.get("log_position", Long.class)));
  }

  private static @Nullable Author author(Readable row, String prefix) {
    String room = row.get(prefix + "room", String.class);
    return room == null ? null : author(row, prefix, room);
  }

  private static Author author(Readable row, String prefix, String room) {
    return new Author(
        room,
        text(row, prefix + "direction").equals(Direction.OUTGOING.wire()),
        row.get(prefix + "phone", String.class),
        row.get(prefix + "customer", String.class));
  }

  Flux<FileFact> files(Collection<String> wamids) {
    return texts(
        "select * from message_files where whatsapp_message_id = any($1)",
        wamids,
        row ->
            new FileFact(
                text(row, "whatsapp_message_id"),
                text(row, "media_status"),
                text(row, "media_url"),
                row.get("file_name", String.class),
                row.get("file_size", Long.class),
                row.get("mime_type", String.class)));
  }

  private <R> Flux<R> texts(String sql, Collection<String> keys, Function<Readable, R> row) {
    return keys.isEmpty()
        ? Flux.empty()
        : session.query(sql, statement -> statement.bind(0, keys.toArray(String[]::new)), row);
  }

  private static String text(Readable row, String column) {
    return Objects.requireNonNull(row.get(column, String.class));
  }

  private static Instant time(Readable row, String column) {
    return Objects.requireNonNull(row.get(column, Instant.class));
  }
}

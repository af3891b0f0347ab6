package com.livemargs.whatsapp.persistence.postgres;

import com.livemargs.whatsapp.events.postgres.Schema;
import com.livemargs.whatsapp.persistence.identity.AliasEdge;
import com.livemargs.whatsapp.persistence.read.Conversations;
import com.livemargs.whatsapp.persistence.read.Line;
import com.livemargs.whatsapp.persistence.store.ChangeFact;
import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Conversations read from PostgreSQL: each room by its index, then the newest of all. */
public final class PostgresConversations implements Conversations {

  private static final String COLUMNS =
      Line.MEMBERS.stream().map(PostgresConversations::column).collect(Collectors.joining(", "));
  private static final String LAST =
      """
      select %s from unnest($1::text[]) as r(room) cross join lateral (
          select message_id, sender, "timestamp" as at, log_position as position from chat_messages
          where room_name = r.room %s
          order by "timestamp" desc, log_position desc, message_id desc limit $2) c
        join whatsapp_messages m on m.message_id = c.message_id
      order by c.at desc, c.position desc, c.message_id desc limit $2
      """;
  private static final String FROM_END = LAST.formatted(COLUMNS, "");
  private static final String BEFORE =
      LAST.formatted(
          COLUMNS,
          "and (\"timestamp\", log_position, message_id) < ($3::timestamptz, $4::bigint, $5::uuid)");
  private static final String PLACE =
      "select \"timestamp\", log_position from whatsapp_messages where message_id = $1 and room_name = any($2)";

  private final Session session;
  private final FactQueries facts;

  public PostgresConversations(
      Schema schema, DatabaseClient client, TransactionalOperator transactions) {
    session = new Session(schema, client, transactions);
    facts = new FactQueries(session);
  }

  private static String column(String member) {
    String name = snake(member);
    return switch (member) {
      case "sender" -> "c.sender";
      case "raw" -> "m.raw::text as raw";
      default -> "m.\"" + name + "\"";
    };
  }

  private static String snake(String member) {
    return member.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }

  @Override
  public Flux<AliasEdge> edges(Collection<String> aliases) {
    return facts.edges(aliases);
  }

  @Override
  public Flux<ChangeFact> changes(Collection<String> targets) {
    return facts.changes(targets);
  }

  @Override
  public Mono<Place> place(UUID messageId, Set<String> rooms) {
    return session
        .query(
            PLACE,
            statement -> statement.bind(0, messageId).bind(1, rooms.toArray(String[]::new)),
            row ->
                new Place(
                    Objects.requireNonNull(row.get(0, Instant.class)),
                    Objects.requireNonNull(row.get(1, Long.class)),
                    messageId))
        .next();
  }

  @Override
  public Flux<Line> last(Set<String> rooms, @Nullable Place before, int limit) {
    return session.query(
        before == null ? FROM_END : BEFORE,
        statement -> bind(statement, rooms, before, limit),
        PostgresConversations::line);
  }

  private static void bind(
      Statement statement, Set<String> rooms, @Nullable Place before, int limit) {
    statement.bind(0, rooms.toArray(String[]::new)).bind(1, limit);
    if (before != null) {
      OffsetDateTime at = before.timestamp().atOffset(ZoneOffset.UTC);
      statement.bind(2, at).bind(3, before.position()).bind(4, before.messageId());
    }
  }

  private static Line line(Readable row) {
    return Line.of(member -> value(row, member));
  }

  private static @Nullable Object value(Readable row, String member) {
    String column = snake(member);
    boolean time = column.endsWith("_at") || column.equals("timestamp");
    return time ? row.get(column, Instant.class) : row.get(column);
  }
}

package com.livemargs.whatsapp.persistence.postgres;

import static com.livemargs.whatsapp.persistence.postgres.Session.rows;

import com.livemargs.whatsapp.events.postgres.Columns;
import com.livemargs.whatsapp.persistence.identity.AliasEdge;
import com.livemargs.whatsapp.persistence.meter.StoreMeters.Entity;
import com.livemargs.whatsapp.persistence.meter.Writes;
import com.livemargs.whatsapp.persistence.store.AccountEvent;
import com.livemargs.whatsapp.persistence.store.ChangeFact;
import com.livemargs.whatsapp.persistence.store.Facts;
import com.livemargs.whatsapp.persistence.store.FileFact;
import com.livemargs.whatsapp.persistence.store.Span;
import com.livemargs.whatsapp.persistence.store.StatusFact;
import io.r2dbc.spi.Connection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import reactor.core.publisher.Mono;

/** Writes everything that is not a message itself; repeats change nothing. */
final class FactRows {

  private static final String EXPIRY = "expires_at";
  // Of repeats the earliest tells; a later one only names the send.
  private static final String EARLIER =
      """
      (excluded."timestamp", excluded.raw::text collate "C")
        < (t."timestamp", t.raw::text collate "C")\
      """;
  private static final String TOLD =
      Stream.of("\"timestamp\"", "raw", "error_code", "failed_reason")
          .map(
              c -> "%1$s = case when %2$s then excluded.%1$s else t.%1$s end".formatted(c, EARLIER))
          .collect(Collectors.joining(", "));

  private static final Kept<StatusFact> STATUSES =
      new Kept<>(
          new Columns<StatusFact>()
              .text("whatsapp_message_id", StatusFact::wamid)
              .text("status", StatusFact::status)
              .text("participant", StatusFact::participant)
              .uuid("message_id", StatusFact::messageId)
              .text("phone_number_id", StatusFact::phoneNumberId)
              .time("timestamp", StatusFact::timestamp)
              .integer("error_code", StatusFact::code)
              .text("failed_reason", StatusFact::reason)
              .text("raw", StatusFact::raw)
              .and(EXPIRY),
          "message_statuses",
          """
          (whatsapp_message_id, status, participant) do update set
            message_id = coalesce(t.message_id, excluded.message_id), %2$s
          where %1$s or (t.message_id is null and excluded.message_id is not null)
          """
              .formatted(EARLIER, TOLD));

  private static final String COUNTED_STATUSES = Written.counted(STATUSES.sql());

  private static final Kept<ChangeFact> CHANGES =
      new Kept<>(
          new Columns<ChangeFact>()
              .text("whatsapp_message_id", ChangeFact::wamid)
              .text("target_id", ChangeFact::target)
              .text("kind", change -> change.kind().name().toLowerCase(Locale.ROOT))
              .text("actor", ChangeFact::actor)
              .text("author", ChangeFact::author)
              .text("content", ChangeFact::content)
              .time("timestamp", ChangeFact::timestamp)
              .number("log_position", ChangeFact::position)
              .and(EXPIRY),
          "message_changes",
          """
          (whatsapp_message_id) do update set log_position = excluded.log_position
          where t.log_position = 0 or excluded.log_position < t.log_position
          """);

  private static final Kept<FileFact> FILES =
      new Kept<>(
          new Columns<FileFact>()
              .text("whatsapp_message_id", FileFact::wamid)
              .text("media_status", FileFact::status)
              .text("media_url", FileFact::url)
              .text("file_name", FileFact::name)
              .number("file_size", FileFact::size)
              .text("mime_type", FileFact::mimeType)
              .and(EXPIRY),
          "message_files",
          "(whatsapp_message_id, media_status, media_url) do nothing");

  private static final Kept<AccountEvent> EVENTS =
      new Kept<>(
          new Columns<AccountEvent>()
              .text("event_id", AccountEvent::id)
              .text("field", AccountEvent::field)
              .text("waba_id", AccountEvent::wabaId)
              .text("phone_number_id", AccountEvent::phoneNumberId)
              .text("raw", AccountEvent::raw)
              .time("received_at", AccountEvent::receivedAt)
              .and(EXPIRY),
          "account_events",
          "(event_id) do nothing");

  private static final Columns<AliasEdge> EDGE =
      new Columns<AliasEdge>()
          .text("alias", AliasEdge::alias)
          .text("kind", edge -> edge.kind().name().toLowerCase(Locale.ROOT))
          .text("target", AliasEdge::target)
          .time("timestamp", AliasEdge::timestamp);
  private static final String EDGES =
      """
      insert into customer_identities as t (%s) select * from %s
      on conflict (alias, kind, target) do update set "timestamp" = excluded."timestamp"
      where excluded."timestamp" > t."timestamp"
      """
          .formatted(EDGE.names(), EDGE.rows());

  private FactRows() {}

  /** Rows that expire, and what happens when one is there already. */
  private record Kept<T>(Columns<T> columns, String sql) {

    Kept(Columns<T> columns, String table, String conflict) {
      this(
          columns,
          "insert into %s as t (%s) select %s from %s on conflict %s"
              .formatted(
                  table,
                  columns.names(),
                  columns.names().replace("raw", "raw::json"),
                  columns.rows(),
                  conflict));
    }

    Mono<Void> keep(
        Connection connection, List<T> rows, Function<T, String> key, Function<T, Span> span) {
      List<T> ordered = rows.stream().sorted(Comparator.comparing(key)).toList();
      return rows.isEmpty()
          ? Mono.empty()
          : Session.run(
              connection, sql, s -> columns.bind(s, ordered, row -> span.apply(row).expiresAt()));
    }
  }

  static Mono<Void> keep(Connection connection, Facts facts, Writes writes) {
    return edges(connection, facts)
        .then(RoomRows.keep(connection, facts))
        .then(statuses(connection, facts, writes))
        .then(CHANGES.keep(connection, facts.changes(), ChangeFact::wamid, facts.spans()::of))
        .then(FILES.keep(connection, facts.files(), FileFact::key, facts.spans()::of))
        .then(EVENTS.keep(connection, facts.events(), AccountEvent::id, facts.spans()::of));
  }

  private static Mono<Void> statuses(Connection connection, Facts facts, Writes writes) {
    List<StatusFact> ordered =
        facts.statuses().stream().sorted(Comparator.comparing(StatusFact::key)).toList();
    return ordered.isEmpty()
        ? Mono.empty()
        : rows(
                connection,
                COUNTED_STATUSES,
                s -> STATUSES.columns().bind(s, ordered, it -> facts.spans().of(it).expiresAt()),
                Written::of)
            .doOnNext(it -> writes.add(Entity.STATUS, ordered.size(), it.inserted(), it.merged()))
            .then();
  }

  private static Mono<Void> edges(Connection connection, Facts facts) {
    List<AliasEdge> edges =
        facts.edges().stream().sorted(Comparator.comparing(AliasEdge::key)).toList();
    return edges.isEmpty()
        ? Mono.empty()
        : Session.run(connection, EDGES, statement -> EDGE.bind(statement, edges));
  }
}

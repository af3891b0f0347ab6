package com.livemargs.whatsapp.persistence.postgres;

import com.livemargs.whatsapp.events.postgres.Schema;
import com.livemargs.whatsapp.persistence.reconcile.Entry;
import com.livemargs.whatsapp.persistence.reconcile.Fingerprint;
import com.livemargs.whatsapp.persistence.reconcile.Inventory;
import com.livemargs.whatsapp.persistence.reconcile.Name;
import com.livemargs.whatsapp.persistence.reconcile.Whole;
import com.livemargs.whatsapp.persistence.store.StatusFact;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;

/** What PostgreSQL holds, message by message. */
public final class PostgresInventory implements Inventory {

  private static final String MESSAGES =
      """
      select m.room_name, m.message_id, m.whatsapp_message_id, m."timestamp", m.status, m.sent_at, m.delivered_at,
        m.read_at, m.played_at, m.failed_at, m.error_code, m.type, m.direction, m.text, m.caption,
        m.media_url, m.media_status, c.message_id as line, c.text as line_text, c.edited_at, c.revoked_at
      from whatsapp_messages m left join chat_messages c using (message_id)
      where m.expires_at > $1 and
      """;
  private static final String OF = MESSAGES + " m.message_id = any($2)";

  private static final String NAMES =
      """
      select message_id, whatsapp_message_id from whatsapp_messages
      where message_id = any($1) or whatsapp_message_id = any($2)
      """;

  private final Session session;
  private final RoomWalk walk;

  public PostgresInventory(
      Schema schema, DatabaseClient client, TransactionalOperator transactions) {
    session = new Session(schema, client, transactions);
    walk = new RoomWalk(session, MESSAGES, PostgresInventory::entry);
  }

  @Override
  public Flux<Entry> between(Instant from, Instant to, Instant alive) {
    return walk.between(from, to, alive);
  }

  @Override
  public Flux<Name> names(Collection<UUID> messageIds, Collection<String> wamids) {
    return session.query(
        NAMES,
        statement ->
            statement
                .bind(0, messageIds.toArray(UUID[]::new))
                .bind(1, wamids.toArray(String[]::new)),
        row ->
            new Name(
                Objects.requireNonNull(row.get("message_id", UUID.class)),
                text(row, "whatsapp_message_id")));
  }

  @Override
  public Flux<Entry> of(Collection<UUID> messageIds, Instant alive) {
    return session.query(
        OF,
        statement ->
            statement
                .bind(0, alive.atOffset(ZoneOffset.UTC))
                .bind(1, messageIds.toArray(UUID[]::new)),
        PostgresInventory::entry);
  }

  @Override
  public Flux<Whole> whole(Collection<UUID> messageIds) {
    return session.query(
        WholeRows.MESSAGES,
        statement -> statement.bind(0, messageIds.toArray(UUID[]::new)),
        WholeRows::message);
  }

  @Override
  public Flux<StatusFact> statuses(Collection<String> wamids) {
    return session.query(
        WholeRows.STATUSES,
        statement -> statement.bind(0, wamids.toArray(String[]::new)),
        WholeRows::status);
  }

  private static Entry entry(Readable row) {
    return new Entry(
        Objects.requireNonNull(row.get("message_id", UUID.class)),
        row.get("whatsapp_message_id", String.class),
        Objects.requireNonNull(time(row, "timestamp")),
        said(row).plus(came(row)));
  }

  private static Fingerprint said(Readable row) {
    boolean line = row.get("line") != null;
    return Fingerprint.of(
        text(row, "type"),
        text(row, "direction"),
        text(row, "text"),
        text(row, "caption"),
        text(row, "media_url"),
        text(row, "media_status"),
        line,
        text(row, "line_text"),
        time(row, "edited_at"),
        time(row, "revoked_at"));
  }

  private static Fingerprint came(Readable row) {
    return Fingerprint.of(
        text(row, "status"),
        time(row, "sent_at"),
        time(row, "delivered_at"),
        time(row, "read_at"),
        time(row, "played_at"),
        time(row, "failed_at"),
        row.get("error_code", Integer.class));
  }

  private static @Nullable String text(Readable row, String column) {
    return row.get(column, String.class);
  }

  private static @Nullable Instant time(Readable row, String column) {
    return row.get(column, Instant.class);
  }
}

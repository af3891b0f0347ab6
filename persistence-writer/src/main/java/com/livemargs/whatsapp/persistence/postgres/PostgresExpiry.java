package com.livemargs.whatsapp.persistence.postgres;

import com.livemargs.whatsapp.events.postgres.Schema;
import com.livemargs.whatsapp.persistence.expiry.Expiry;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Deletes by the index on {@code expires_at}, a few thousand rows at a time. */
public final class PostgresExpiry implements Expiry {

  private static final int BATCH = 5_000;
  private static final List<String> TABLES =
      List.of(
          "chat_messages",
          "whatsapp_messages",
          "message_statuses",
          "message_changes",
          "message_files",
          "account_events",
          "rooms");

  private final Session session;

  public PostgresExpiry(Schema schema, DatabaseClient client, TransactionalOperator transactions) {
    session = new Session(schema, client, transactions);
  }

  @Override
  public Mono<Long> delete(Instant now) {
    return Flux.fromIterable(TABLES)
        .concatMap(table -> batch(table, now).repeat().takeUntil(deleted -> deleted < BATCH))
        .reduce(0L, Long::sum);
  }

  // Instances that sweep at once take different rows.
  private Mono<Long> batch(String table, Instant now) {
    String sql =
        """
        with gone as (delete from %1$s where ctid = any(array(select ctid from %1$s
          where expires_at <= $1 order by expires_at limit %2$d for update skip locked)) returning 1)
        select count(*) from gone
        """
            .formatted(table, BATCH);
    return session
        .query(
            sql,
            statement -> statement.bind(0, now.atOffset(ZoneOffset.UTC)),
            row -> row.get(0, Long.class))
        .single();
  }
}

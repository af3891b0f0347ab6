package com.livemargs.whatsapp.persistence.postgres;

import com.livemargs.whatsapp.events.postgres.Schema;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Statuses without their message: those of other senders of the account, or something lost. */
public final class Orphans {

  private static final Duration SETTLED = Duration.ofMinutes(5);
  private static final Duration RECENT = Duration.ofMinutes(10);
  private static final String COUNT =
      """
      select count(*) from (select 1 from message_statuses s
        where s.expires_at > $1 and s.expires_at <= $2 and not exists (select 1
          from whatsapp_messages m where m.whatsapp_message_id = s.whatsapp_message_id)
        limit 10000) orphans
      """;

  private final Session session;

  public Orphans(Schema schema, DatabaseClient client, TransactionalOperator transactions) {
    session = new Session(schema, client, transactions);
  }

  /**
   * How many were stored 5 to 10 minutes ago, found by when they expire; at most 10,000.
   *
   * @param expiry when what is stored now expires
   */
  public Mono<Long> recent(Instant expiry) {
    return session
        .query(
            COUNT,
            statement ->
                statement
                    .bind(0, expiry.minus(RECENT).atOffset(ZoneOffset.UTC))
                    .bind(1, expiry.minus(SETTLED).atOffset(ZoneOffset.UTC)),
            row -> row.get(0, Long.class))
        .single();
  }
}

package com.livemargs.whatsapp.persistence.postgres;

import com.livemargs.whatsapp.events.postgres.Schema;
import com.livemargs.whatsapp.persistence.intake.Lifetime;
import com.livemargs.whatsapp.persistence.intake.Lifetimes;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Lifetimes in PostgreSQL: a row for each start with another one than before. */
public final class PostgresLifetimes implements Lifetimes {

  private static final Logger log = LoggerFactory.getLogger(PostgresLifetimes.class);
  private static final long SOON_MILLIS = 300;
  private static final long AGAIN_MILLIS = 10_000;

  private static final String BEGIN =
      """
      insert into message_lifetimes (since, length) select now(), $1::text
      where $1::text is distinct from (select length from message_lifetimes order by since desc limit 1)
      on conflict do nothing
      """;
  private static final String ALL = "select since, length from message_lifetimes";

  private final Session session;
  private final Lifetime current;
  private final AtomicBoolean begun = new AtomicBoolean();

  public PostgresLifetimes(
      Schema schema, DatabaseClient client, TransactionalOperator transactions, Lifetime current) {
    this.session = new Session(schema, client, transactions);
    this.current = current;
  }

  /** Remembers the lifetime of this process once PostgreSQL is there. */
  @Scheduled(initialDelay = SOON_MILLIS, fixedDelay = AGAIN_MILLIS)
  public Mono<Void> begin() {
    return Mono.defer(() -> begun.get() ? Mono.<Void>empty() : write())
        .doOnSuccess(remembered -> begun.set(true))
        .doOnError(
            failure ->
                log.atDebug()
                    .addKeyValue("failure", failure.getClass().getSimpleName())
                    .log("The lifetime is remembered once PostgreSQL is there"))
        .onErrorComplete();
  }

  private Mono<Void> write() {
    return session.transaction(
        connection ->
            Session.run(connection, BEGIN, statement -> statement.bind(0, current.length())));
  }

  @Override
  public Flux<Era> all() {
    return session.query(
        ALL,
        statement -> {},
        row ->
            new Era(
                Objects.requireNonNull(row.get("since", Instant.class)),
                Lifetime.of(Objects.requireNonNull(row.get("length", String.class)))));
  }
}

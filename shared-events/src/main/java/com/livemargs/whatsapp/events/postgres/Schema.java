package com.livemargs.whatsapp.events.postgres;

import java.util.concurrent.atomic.AtomicReference;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * The tables of one service, made or migrated on first connection. Migrations are versioned and run
 * under Flyway's lock, so several instances may start at once; a service may start before
 * PostgreSQL.
 */
public final class Schema {

  private final PostgresSettings settings;
  private final String owner;
  private final AtomicReference<@Nullable Mono<Void>> migration = new AtomicReference<>();

  /**
   * A schema.
   *
   * @param owner the service's word: migrations lie in {@code classpath:db/<owner>}, their history
   *     in the table {@code <owner>_schema_history}
   */
  public Schema(PostgresSettings settings, String owner) {
    this.settings = settings;
    this.owner = owner;
  }

  /**
   * Completes once the tables are there; fails with {@link SchemaNotReadyException} when not yet.
   */
  public Mono<Void> ready() {
    return Mono.defer(this::current);
  }

  private Mono<Void> current() {
    Mono<Void> running = migration.get();
    if (running != null) {
      return running;
    }
    Mono<Void> attempt =
        Mono.<Void>fromRunnable(this::migrate)
            .subscribeOn(Schedulers.boundedElastic())
            .onErrorMap(SchemaNotReadyException::new)
            .doOnError(failed -> migration.set(null))
            .cache();
    return migration.compareAndSet(null, attempt) ? attempt : current();
  }

  private void migrate() {
    Flyway.configure()
        .dataSource(settings.jdbcUrl(), settings.user(), settings.password())
        .locations("classpath:db/" + owner)
        .table(owner + "_schema_history")
        .baselineOnMigrate(true)
        .baselineVersion("0")
        .load()
        .migrate();
  }
}

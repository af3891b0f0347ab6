package com.livemargs.whatsapp.events.postgres;

import io.r2dbc.spi.R2dbcException;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * The tables of one service, made or migrated on first connection. Migrations are versioned and run
 * under Flyway's lock, so several instances may start at once; a service may start before
 * PostgreSQL.
 */
public final class Schema {

  /** SQLState of a table that is not there. */
  public static final String MISSING_TABLE = "42P01";

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

  /**
   * Work on the tables, once they are there. When one is not there any more, as on a server that
   * came back empty, the work fails and the next finds it made again.
   */
  public <T> Mono<T> use(Mono<T> work) {
    return ready().then(work).doOnError(Schema::misses, missing -> migration.set(null));
  }

  /** As {@link #use(Mono)}, for many. */
  public <T> Flux<T> use(Flux<T> work) {
    return ready().thenMany(work).doOnError(Schema::misses, missing -> migration.set(null));
  }

  private static boolean misses(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .anyMatch(
            it -> it instanceof R2dbcException sql && MISSING_TABLE.equals(sql.getSqlState()));
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

package com.livemargs.whatsapp.outbound.database;

import com.livemargs.whatsapp.events.postgres.PostgresSettings;
import com.livemargs.whatsapp.events.postgres.Schema;
import io.r2dbc.spi.Parameter;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The database of the ledger: its tables are there before anything is asked. */
public final class LedgerDatabase {

  private static final String INDEX_ONLY =
      "set_config('enable_seqscan', 'off', true), set_config('enable_bitmapscan', 'off', true),"
          + " set_config('enable_sort', 'off', true), set_config('plan_cache_mode', 'force_custom_plan', true)";

  private final Schema schema;
  private final DatabaseClient client;
  private final TransactionalOperator transactions;

  public LedgerDatabase(
      PostgresSettings settings, DatabaseClient client, TransactionalOperator transactions) {
    this.schema = new Schema(settings, "outbound");
    this.client = client;
    this.transactions = transactions;
  }

  /** A statement, to be run inside of {@link #atomically}. */
  public GenericExecuteSpec sql(String sql) {
    return client.sql(sql);
  }

  /** The work in one transaction: all of it or nothing. */
  public <T> Mono<T> atomically(Mono<T> work) {
    return schema.use(transactions.transactional(work));
  }

  /**
   * The work in one transaction: all of it or nothing. What it yields is handed on after the
   * commit, never before: a send must not be called while its claim may still roll back.
   */
  public <T> Flux<T> atomically(Flux<T> work) {
    return atomically(work.collectList()).flatMapIterable(all -> all);
  }

  /** The rest of the transaction gives up by itself where a statement takes longer than this. */
  public Mono<Void> within(Duration time) {
    return sql("select set_config('statement_timeout', $1, true)")
        .bind(0, time.toMillis() + "ms")
        .fetch()
        .rowsUpdated()
        .then();
  }

  /**
   * Indexes only, in their order, for the rest of the transaction, and plans for what is there now.
   * A plan made while a table was empty reads all of it for each row, and is kept by the session
   * until statistics come a minute later: then a claim takes seconds. The indexes always do.
   */
  public Mono<Void> byIndexOnly() {
    return sql("select " + INDEX_ONLY).fetch().rowsUpdated().then();
  }

  /**
   * Waits until no other instance holds this lock, and holds it to the end of the transaction; then
   * as {@link #byIndexOnly}. What is asked next sees all that the others have committed.
   */
  public Mono<Void> lockByIndexOnly(long name) {
    return sql("select pg_advisory_xact_lock($1), " + INDEX_ONLY)
        .bind(0, name)
        .fetch()
        .rowsUpdated()
        .then();
  }

  /**
   * Whether no other instance holds this lock; if so it is held to the end of the transaction, and
   * what follows is as {@link #byIndexOnly}.
   */
  public Mono<Boolean> tryLockByIndexOnly(long name) {
    return sql("select pg_try_advisory_xact_lock($1) as alone, " + INDEX_ONLY)
        .bind(0, name)
        .map(row -> Boolean.TRUE.equals(row.get("alone", Boolean.class)))
        .one();
  }

  /** A text or null. */
  public static Parameter text(@Nullable String value) {
    return Parameters.in(R2dbcType.VARCHAR, value);
  }

  /** A number or null. */
  public static Parameter integer(@Nullable Integer value) {
    return Parameters.in(R2dbcType.INTEGER, value);
  }
}

package com.livemargs.whatsapp.outbound.ledger;

import com.livemargs.whatsapp.events.postgres.PostgresSettings;
import com.livemargs.whatsapp.events.postgres.Schema;
import io.r2dbc.spi.Parameter;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The database of the ledger: its tables are there before anything is asked. */
public final class LedgerDatabase {

  private final Schema schema;
  private final DatabaseClient client;
  private final TransactionalOperator transactions;

  public LedgerDatabase(
      PostgresSettings settings, DatabaseClient client, TransactionalOperator transactions) {
    this.schema = new Schema(settings, "outbound");
    this.client = client;
    this.transactions = transactions;
  }

  GenericExecuteSpec sql(String sql) {
    return client.sql(sql);
  }

  /** The work in one transaction: all of it or nothing. */
  <T> Mono<T> atomically(Mono<T> work) {
    return schema.ready().then(transactions.transactional(work));
  }

  /**
   * The work in one transaction: all of it or nothing. What it yields is handed on after the
   * commit, never before: a send must not be called while its claim may still roll back.
   */
  <T> Flux<T> atomically(Flux<T> work) {
    return atomically(work.collectList()).flatMapIterable(all -> all);
  }

  /**
   * Waits until no other instance holds this lock, and holds it to the end of the transaction. What
   * is asked next sees all that the others have committed.
   */
  Mono<Void> lock(long name) {
    return sql("select pg_advisory_xact_lock($1)").bind(0, name).fetch().rowsUpdated().then();
  }

  static Parameter text(@Nullable String value) {
    return Parameters.in(R2dbcType.VARCHAR, value);
  }

  static Parameter integer(@Nullable Integer value) {
    return Parameters.in(R2dbcType.INTEGER, value);
  }
}

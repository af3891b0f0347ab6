package com.livemargs.whatsapp.persistence.postgres;

import com.livemargs.whatsapp.events.postgres.Schema;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Statement;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** Statements on PostgreSQL, after its tables are there. */
final class Session {

  // Unique violation, serialisation failure, deadlock: another process did the same just now.
  private static final Set<String> CONFLICTS = Set.of("23505", "40001", "40P01");
  private static final int RETRIES = 5;

  private final Schema schema;
  private final DatabaseClient client;
  private final TransactionalOperator transactions;

  Session(Schema schema, DatabaseClient client, TransactionalOperator transactions) {
    this.schema = schema;
    this.client = client;
    this.transactions = transactions;
  }

  /** All or nothing, again when another process got in between. */
  Mono<Void> transaction(Function<Connection, Mono<Void>> work) {
    return schema
        .use(transactions.transactional(client.inConnection(work)))
        .retryWhen(Retry.max(RETRIES).filter(Session::isConflict));
  }

  /** Rows of one statement. */
  <R> Flux<R> query(String sql, Consumer<Statement> bind, Function<Readable, R> row) {
    return schema.use(client.inConnectionMany(connection -> rows(connection, sql, bind, row)));
  }

  static <R> Flux<R> rows(
      Connection connection, String sql, Consumer<Statement> bind, Function<Readable, R> row) {
    return Flux.defer(
        () -> {
          Statement statement = connection.createStatement(sql);
          bind.accept(statement);
          return Flux.from(statement.execute()).concatMap(result -> result.map(row));
        });
  }

  static Mono<Void> run(Connection connection, String sql, Consumer<Statement> bind) {
    return Mono.defer(
        () -> {
          Statement statement = connection.createStatement(sql);
          bind.accept(statement);
          return Flux.from(statement.execute()).concatMap(result -> result.getRowsUpdated()).then();
        });
  }

  private static boolean isConflict(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof R2dbcException sql && CONFLICTS.contains(sql.getSqlState())) {
        return true;
      }
    }
    return false;
  }
}

package com.livemargs.whatsapp.load.baseline;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.r2dbc.connection.R2dbcTransactionManager;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** One message is one transaction of three statements, as a handler that stores would write it. */
final class PlainPostgres {

  private static final int POOL = 16;

  private static final String MESSAGE =
      """
      insert into whatsapp_messages (message_id, whatsapp_message_id, phone_number, customer_id,
        phone_number_id, room_name, type, text, direction, status, "timestamp", raw, expires_at,
        created_at)
      values ($1, $2, $3, $4, $5, $6, 'text', $7, 'incoming', 'delivered', $8, $9::json, $10, now())
      on conflict do nothing
      """;
  private static final String LINE =
      """
      insert into chat_messages (message_id, room_name, sender, text, direction, "timestamp",
        expires_at)
      values ($1, $2, $3, $4, 'incoming', $5, $6) on conflict do nothing
      """;
  private static final String ROOM =
      """
      insert into rooms as t (room_name, phone_number, customer_id, phone_number_id, title, channel,
        department, private, last_message_at, expires_at, created_at)
      values ($1, $2, $3, $4, $5, 'Customer', 'Customer Service', true, $6, $7, now())
      on conflict (room_name) do update set
        last_message_at = greatest(t.last_message_at, excluded.last_message_at)
      """;

  private final DatabaseClient client;
  private final TransactionalOperator transactions;

  PlainPostgres(ConnectionFactory factory) {
    client = DatabaseClient.create(factory);
    transactions = TransactionalOperator.create(new R2dbcTransactionManager(factory));
  }

  static ConnectionPoolConfiguration pool(ConnectionFactory factory) {
    return ConnectionPoolConfiguration.builder(factory).initialSize(POOL).maxSize(POOL).build();
  }

  Mono<Void> keep(PlainMessage message) {
    return transactions.transactional(client.inConnection(connection -> keep(connection, message)));
  }

  private static Mono<Void> keep(Connection connection, PlainMessage it) {
    Object expires = utc(it.expires());
    Object at = utc(it.timestamp());
    return run(
            connection,
            ROOM,
            it.room(),
            it.phone(),
            it.customerId(),
            it.phoneNumberId(),
            "WhatsApp: " + it.phone(),
            at,
            expires)
        .then(
            run(
                connection,
                MESSAGE,
                it.id(),
                it.wamid(),
                it.phone(),
                it.customerId(),
                it.phoneNumberId(),
                it.room(),
                it.text(),
                at,
                it.raw(),
                expires))
        .then(run(connection, LINE, it.id(), it.room(), it.sender(), it.text(), at, expires));
  }

  private static Object utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  private static Mono<Void> run(Connection connection, String sql, Object... values) {
    return Mono.defer(
        () -> {
          Statement statement = connection.createStatement(sql);
          for (int i = 0; i < values.length; i++) {
            statement.bind(i, values[i]);
          }
          return Flux.from(statement.execute()).concatMap(it -> it.getRowsUpdated()).then();
        });
  }

  static ConnectionPool pooled(ConnectionFactory factory) {
    return new ConnectionPool(pool(factory));
  }
}

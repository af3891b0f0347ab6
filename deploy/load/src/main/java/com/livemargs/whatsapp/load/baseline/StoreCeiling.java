package com.livemargs.whatsapp.load.baseline;

import com.mongodb.WriteConcern;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.reactivestreams.client.MongoClients;
import com.mongodb.reactivestreams.client.MongoDatabase;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.Statement;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The ceiling of a store: rows of {@code whatsapp_messages} and of {@code chat_messages}, batched,
 * with all indexes, as durable as ours, and nothing else: no Kafka, no reading, no merging.
 */
public final class StoreCeiling {

  private static final Logger log = LoggerFactory.getLogger(StoreCeiling.class);
  private static final int BATCH = 500;
  private static final int AT_ONCE = 2;
  private static final int ROUNDS = 3;
  private static final String MESSAGES =
      """
      insert into whatsapp_messages (message_id, whatsapp_message_id, phone_number, customer_id,
        phone_number_id, room_name, type, text, direction, status, "timestamp", raw, expires_at,
        created_at)
      select a, b, c, d, e, f, 'text', g, 'incoming', 'delivered', h, i::json, $10, now()
      from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[],
        $7::text[], $8::timestamptz[], $9::text[]) as t(a, b, c, d, e, f, g, h, i)
      on conflict do nothing
      """;
  private static final String LINES =
      """
      insert into chat_messages (message_id, room_name, sender, text, direction, "timestamp",
        expires_at)
      select a, b, c, d, 'incoming', e, $6
      from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::timestamptz[])
        as t(a, b, c, d, e)
      on conflict do nothing
      """;

  private StoreCeiling() {}

  /** The process: R2DBC URL or MongoDB URI, rows. Prints messages per second, the best of three. */
  public static void main(String[] arguments) {
    int rows = Integer.parseInt(arguments[1]);
    boolean mongo = arguments[0].startsWith("mongodb:");
    Function<List<PlainMessage>, Mono<Void>> write =
        mongo ? mongo(arguments[0]) : postgres(arguments[0]);
    double best = 0;
    for (int round = 0; round < ROUNDS; round++) {
      best = Math.max(best, perSecond(write, round, rows));
    }
    log.info("perSecond={}", Math.round(best));
    Runtime.getRuntime().halt(0);
  }

  private static double perSecond(
      Function<List<PlainMessage>, Mono<Void>> write, int round, int rows) {
    List<List<PlainMessage>> batches =
        IntStream.range(0, rows / BATCH).mapToObj(batch -> batch(round, batch)).toList();
    long start = System.nanoTime();
    Flux.fromIterable(batches).flatMap(write, AT_ONCE).blockLast();
    return rows * 1e9 / (System.nanoTime() - start);
  }

  private static List<PlainMessage> batch(int round, int batch) {
    return IntStream.range(batch * BATCH, (batch + 1) * BATCH)
        .mapToObj(index -> PlainMessage.numbered("r" + round, index))
        .toList();
  }

  private static Function<List<PlainMessage>, Mono<Void>> mongo(String uri) {
    MongoDatabase database =
        MongoClients.create(uri)
            .getDatabase("ceiling")
            .withWriteConcern(WriteConcern.MAJORITY.withJournal(true));
    InsertManyOptions unordered = new InsertManyOptions().ordered(false);
    return batch ->
        Mono.when(
            database
                .getCollection("whatsappMessages")
                .insertMany(
                    batch.stream()
                        .map(it -> PlainMongo.document(it).append("_id", it.id().toString()))
                        .toList(),
                    unordered),
            database
                .getCollection("chatMessages")
                .insertMany(
                    batch.stream()
                        .map(it -> PlainMongo.line(it).append("_id", it.id().toString()))
                        .toList(),
                    unordered));
  }

  private static Function<List<PlainMessage>, Mono<Void>> postgres(String url) {
    ConnectionPool pool = PlainPostgres.pooled(ConnectionFactories.get(url));
    return batch ->
        Mono.usingWhen(pool.create(), connection -> write(connection, batch), Connection::close);
  }

  private static Mono<Void> write(Connection connection, List<PlainMessage> batch) {
    return Mono.from(connection.beginTransaction())
        .then(run(messages(connection.createStatement(MESSAGES), batch)))
        .then(Mono.defer(() -> run(lines(connection.createStatement(LINES), batch))))
        .then(Mono.from(connection.commitTransaction()));
  }

  private static Mono<Void> run(Statement statement) {
    return Flux.from(statement.execute()).concatMap(it -> it.getRowsUpdated()).then();
  }

  private static Statement messages(Statement statement, List<PlainMessage> batch) {
    return statement
        .bind(0, batch.stream().map(PlainMessage::id).toArray(java.util.UUID[]::new))
        .bind(1, texts(batch, PlainMessage::wamid))
        .bind(2, texts(batch, PlainMessage::phone))
        .bind(3, texts(batch, PlainMessage::customerId))
        .bind(4, texts(batch, PlainMessage::phoneNumberId))
        .bind(5, texts(batch, PlainMessage::room))
        .bind(6, texts(batch, PlainMessage::text))
        .bind(7, times(batch))
        .bind(8, texts(batch, PlainMessage::raw))
        .bind(9, batch.getFirst().expires().atOffset(ZoneOffset.UTC));
  }

  private static Statement lines(Statement statement, List<PlainMessage> batch) {
    return statement
        .bind(0, batch.stream().map(PlainMessage::id).toArray(java.util.UUID[]::new))
        .bind(1, texts(batch, PlainMessage::room))
        .bind(2, texts(batch, PlainMessage::sender))
        .bind(3, texts(batch, PlainMessage::text))
        .bind(4, times(batch))
        .bind(5, batch.getFirst().expires().atOffset(ZoneOffset.UTC));
  }

  private static String[] texts(List<PlainMessage> batch, Function<PlainMessage, String> text) {
    return batch.stream().map(text).toArray(String[]::new);
  }

  private static OffsetDateTime[] times(List<PlainMessage> batch) {
    return batch.stream()
        .map(it -> it.timestamp().atOffset(ZoneOffset.UTC))
        .toArray(OffsetDateTime[]::new);
  }
}

package com.livemargs.whatsapp.persistence;

import com.livemargs.whatsapp.events.Topics;
import com.livemargs.whatsapp.events.postgres.PostgresSettings;
import com.livemargs.whatsapp.events.postgres.Schema;
import com.livemargs.whatsapp.persistence.expiry.Expiry;
import com.livemargs.whatsapp.persistence.intake.Intake;
import com.livemargs.whatsapp.persistence.intake.Lifetime;
import com.livemargs.whatsapp.persistence.meter.StoreMeters;
import com.livemargs.whatsapp.persistence.mongo.MongoConversations;
import com.livemargs.whatsapp.persistence.mongo.MongoExpiry;
import com.livemargs.whatsapp.persistence.mongo.MongoHouse;
import com.livemargs.whatsapp.persistence.mongo.MongoInventory;
import com.livemargs.whatsapp.persistence.mongo.MongoStore;
import com.livemargs.whatsapp.persistence.postgres.PostgresConversations;
import com.livemargs.whatsapp.persistence.postgres.PostgresExpiry;
import com.livemargs.whatsapp.persistence.postgres.PostgresInventory;
import com.livemargs.whatsapp.persistence.postgres.PostgresStore;
import com.livemargs.whatsapp.persistence.read.Conversations;
import com.livemargs.whatsapp.persistence.read.Line;
import com.livemargs.whatsapp.persistence.reconcile.Inventory;
import com.livemargs.whatsapp.persistence.store.MessageStore;
import com.livemargs.whatsapp.testkit.MongoServer;
import com.livemargs.whatsapp.testkit.PostgresServer;
import com.mongodb.reactivestreams.client.MongoClients;
import com.mongodb.reactivestreams.client.MongoDatabase;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.spi.ConnectionFactories;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.connection.R2dbcTransactionManager;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * One store with all that is done to it, without a broker.
 *
 * @param line the line of {@code chat_messages} by message id
 * @param count rows of {@code whatsapp_messages} by room
 * @param room what {@code rooms} holds, by name
 */
record Stored(
    MessageStore store,
    Conversations conversations,
    Inventory inventory,
    Expiry expiry,
    Function<String, Map<String, @Nullable Object>> line,
    Function<String, Long> count,
    Function<String, Map<String, @Nullable Object>> room) {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final List<String> LINE = List.of("text", "mediaUrl", "sender", "roomName");
  private static final List<String> ROOM =
      List.of("phoneNumber", "customerId", "phoneNumberId", "title", "lastMessageAt");

  static Stored postgres(PostgresServer server) {
    return postgres(server.newDatabase());
  }

  static Stored postgres(String url) {
    ConnectionPool pool =
        new ConnectionPool(
            ConnectionPoolConfiguration.builder(ConnectionFactories.get("r2dbc:" + url))
                .maxSize(4)
                .build());
    DatabaseClient client = DatabaseClient.create(pool);
    TransactionalOperator operator =
        TransactionalOperator.create(new R2dbcTransactionManager(pool));
    Schema schema = new Schema(new PostgresSettings(url, 4), "persistence");
    return new Stored(
        new PostgresStore(schema, client, operator),
        new PostgresConversations(schema, client, operator),
        new PostgresInventory(schema, client, operator),
        new PostgresExpiry(schema, client, operator),
        id ->
            first(
                PostgresServer.rows(
                    url,
                    "select text, media_url as \"mediaUrl\", sender, room_name as \"roomName\""
                        + " from chat_messages where message_id = ?::uuid",
                    id)),
        room ->
            (Long)
                PostgresServer.rows(
                        url,
                        "select count(*) as n from whatsapp_messages where room_name = ?",
                        room)
                    .getFirst()
                    .get("n"),
        room ->
            first(
                PostgresServer.rows(
                    url,
                    "select phone_number as \"phoneNumber\", customer_id as \"customerId\","
                        + " phone_number_id as \"phoneNumberId\", title,"
                        + " last_message_at as \"lastMessageAt\" from rooms where room_name = ?",
                    room)));
  }

  private static Map<String, @Nullable Object> first(List<Map<String, @Nullable Object>> rows) {
    return rows.isEmpty() ? Map.of() : rows.getFirst();
  }

  static Stored mongo(MongoServer server) {
    return mongo(database(server));
  }

  /** A database of one's own. */
  static MongoDatabase database(MongoServer server) {
    String uri = server.newDatabaseUri();
    return MongoClients.create(uri).getDatabase(uri.replaceAll(".*/([^/?]+).*", "$1"));
  }

  static Stored mongo(MongoDatabase database) {
    MongoHouse house = new MongoHouse(database);
    return new Stored(
        new MongoStore(house, StoreMeters.unread("mongodb")),
        new MongoConversations(house),
        new MongoInventory(house),
        new MongoExpiry(house),
        id -> members(one(database, "chatMessages", "messageId", id), LINE),
        room ->
            Mono.from(
                    database
                        .getCollection("whatsappMessages")
                        .countDocuments(new Document("roomName", room)))
                .block(PATIENCE),
        room -> members(one(database, "rooms", "roomName", room), ROOM));
  }

  private static @Nullable Document one(
      MongoDatabase database, String collection, String member, String value) {
    return Mono.from(database.getCollection(collection).find(new Document(member, value)).first())
        .block(PATIENCE);
  }

  private static Map<String, @Nullable Object> members(
      @Nullable Document document, List<String> names) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    for (String name : names) {
      if (document != null) {
        Object value = document.get(name);
        members.put(name, value instanceof Date at ? at.toInstant() : value);
      }
    }
    return members;
  }

  /** Takes a batch in, as a consumer group would. */
  void take(List<ConsumerRecord<String, byte[]>> batch) {
    take(batch, Duration.ofDays(1));
  }

  void take(List<ConsumerRecord<String, byte[]>> batch, Duration ttl) {
    Intake intake =
        new Intake(
            store,
            new Lifetime(ttl, Clock.systemUTC()),
            (record, why) -> Mono.error(new AssertionError("unreadable", why)));
    intake.handle(batch).block(PATIENCE);
  }

  void take(String topic, byte[] value) {
    take(List.of(record(topic, value)));
  }

  static ConsumerRecord<String, byte[]> record(String topic, byte[] value) {
    return new ConsumerRecord<>(topic, 0, 0, "key", value);
  }

  static ConsumerRecord<String, byte[]> message(byte[] value) {
    return record(Topics.MESSAGES, value);
  }

  /** Everything that these rooms show, newest last, before reactions and edits. */
  List<Map<String, @Nullable Object>> shown(Set<String> rooms) {
    List<Map<String, @Nullable Object>> shown = new ArrayList<>();
    Flux<Line> lines = conversations.last(rooms, null, 1000);
    for (Line line : lines.collectList().map(List::reversed).block(PATIENCE)) {
      shown.add(line.members());
    }
    return shown;
  }
}

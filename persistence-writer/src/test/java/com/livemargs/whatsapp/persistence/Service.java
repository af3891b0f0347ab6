package com.livemargs.whatsapp.persistence;

import static org.awaitility.Awaitility.await;

import com.livemargs.whatsapp.events.operate.OperatorServer;
import com.livemargs.whatsapp.events.postgres.Schema;
import com.livemargs.whatsapp.persistence.intake.Intake;
import com.livemargs.whatsapp.testkit.KafkaServer;
import com.livemargs.whatsapp.testkit.MongoServer;
import com.livemargs.whatsapp.testkit.OperatorHttp;
import com.livemargs.whatsapp.testkit.OwnLoops;
import com.livemargs.whatsapp.testkit.PostgresServer;
import com.livemargs.whatsapp.testkit.RouteScan;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.web.reactive.server.WebTestClient;

/** The service as it is started alone, with stores of its own. */
final class Service implements AutoCloseable {

  static final String KEY = "a-key-of-the-tests-0123456789";
  static final String MEDIA_SECRET = "a-secret-for-links";
  static final String LIVEKIT_KEY = "devkey";
  static final String LIVEKIT_SECRET = "a-livekit-secret-of-at-least-32-bytes";

  private static final int PARTITIONS = 3;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static @Nullable Service shared;

  final KafkaServer kafka;
  final String postgres;
  final String mongo;
  private final ConfigurableApplicationContext context;
  private final MongoDatabase database;

  private Service(KafkaServer kafka, String postgres, String mongo, List<String> more) {
    this.kafka = kafka;
    this.postgres = postgres;
    this.mongo = mongo;
    List<String> arguments = new ArrayList<>(more);
    arguments.add("--RECONCILE_SETTLE=1s");
    Map.of(
            "server.port",
            "0",
            "KAFKA_BOOTSTRAP_SERVERS",
            kafka.bootstrapServers(),
            "POSTGRES_URL",
            postgres,
            "MONGODB_URI",
            mongo,
            "WHATSAPP_API_KEYS",
            KEY + "," + RouteScan.KEYS,
            "WHATSAPP_ADMIN_KEYS",
            OperatorHttp.KEY,
            "MEDIA_URL_SECRET",
            MEDIA_SECRET,
            "LIVEKIT_API_KEY",
            LIVEKIT_KEY,
            "LIVEKIT_API_SECRET",
            LIVEKIT_SECRET,
            "TOPIC_PARTITIONS",
            Integer.toString(PARTITIONS))
        .forEach((name, value) -> arguments.add("--" + name + "=" + value));
    // By heartbeats a member hears that another joins.
    arguments.add("--spring.kafka.consumer.heartbeat-interval=200ms");
    SpringApplication application =
        new SpringApplication(PersistenceApplication.class, OwnLoops.class);
    // The clock compares only where a test is about that: it would repair what another one lost,
    // and
    // refuse an operator meanwhile.
    application.setDefaultProperties(Map.of("RECONCILE_RANGE", "PT0S"));
    this.context = application.run(arguments.toArray(String[]::new));
    this.database = MongoClients.create(mongo).getDatabase(mongo.replaceAll(".*/([^/?]+).*", "$1"));
    await().until(this::isReady);
    Schema tables = context.getBean("persistenceSchema", Schema.class);
    await().untilAsserted(() -> tables.ready().block(PATIENCE));
  }

  /** Whether readiness answers 200. */
  boolean isReady() {
    return http()
        .get()
        .uri("/actuator/health/readiness")
        .exchange()
        .returnResult(Void.class)
        .getStatus()
        .is2xxSuccessful();
  }

  /** The one that most tests share. */
  static synchronized Service shared() {
    if (shared == null) {
      shared =
          start(
              KafkaServer.shared(),
              PostgresServer.shared().newDatabase(),
              MongoServer.shared().newDatabaseUri());
    }
    return shared;
  }

  static Service start(KafkaServer kafka, String postgres, String mongo, String... more) {
    return new Service(kafka, postgres, mongo, List.of(more));
  }

  WebTestClient http() {
    return WebTestClient.bindToServer().baseUrl(baseUrl()).responseTimeout(PATIENCE).build();
  }

  /** Records that a group has not stored yet. */
  long lag(String group) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      var places = admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
      Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
      for (String topic : Intake.TOPICS) {
        for (int partition = 0; partition < PARTITIONS; partition++) {
          latest.put(new TopicPartition(topic, partition), OffsetSpec.latest());
        }
      }
      long lag = 0;
      for (var end : admin.listOffsets(latest).all().get().entrySet()) {
        var place = places.get(end.getKey());
        lag += end.getValue().offset() - (place == null ? 0 : place.offset());
      }
      return lag;
    } catch (InterruptedException | ExecutionException failed) {
      throw new IllegalStateException(failed);
    }
  }

  ConfigurableApplicationContext context() {
    return context;
  }

  /** An operator of this service. */
  OperatorHttp operator() {
    return new OperatorHttp(context.getBean(OperatorServer.class).port(), OperatorHttp.KEY);
  }

  /** Deletes documents behind the service's back. */
  long delete(String collection, Document filter) {
    return database.getCollection(collection).deleteMany(filter).getDeletedCount();
  }

  String baseUrl() {
    int port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    return "http://127.0.0.1:" + port;
  }

  List<Map<String, @Nullable Object>> rows(String sql, Object... arguments) {
    return PostgresServer.rows(postgres, sql, arguments);
  }

  List<Document> documents(String collection, Document filter) {
    return database.getCollection(collection).find(filter).into(new ArrayList<>());
  }

  /** Records that a group has put aside so far. */
  double deadLetters(String group) {
    return count("whatsapp.consumer.records", "group", group, "outcome", "dlt");
  }

  /** What a counter says now. */
  double count(String counter, String... tags) {
    return context.getBean(MeterRegistry.class).counter(counter, tags).count();
  }

  /** What a gauge says now. */
  double gauge(String name) {
    return context.getBean(MeterRegistry.class).get(name).gauge().value();
  }

  @Override
  public void close() {
    context.close();
  }
}

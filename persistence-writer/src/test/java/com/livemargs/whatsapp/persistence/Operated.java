package com.livemargs.whatsapp.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.livemargs.whatsapp.events.EventHeaders;
import com.livemargs.whatsapp.events.Topics;
import com.livemargs.whatsapp.testkit.KafkaServer;
import com.livemargs.whatsapp.testkit.MongoServer;
import com.livemargs.whatsapp.testkit.OperatorHttp;
import com.livemargs.whatsapp.testkit.PostgresServer;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What an operator does with a service's stores, and records that came some time ago. */
final class Operated {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String LOSE =
      "delete from whatsapp_messages where whatsapp_message_id = ? returning 1";

  private static @Nullable Service service;

  private Operated() {}

  /** A service for all tests that look at whole stores: nobody else writes to its broker. */
  static synchronized Service service() {
    if (service == null) {
      service =
          Service.start(
              KafkaServer.start(),
              PostgresServer.shared().newDatabase(),
              MongoServer.shared().newDatabaseUri());
    }
    return service;
  }

  /** Writes a new story as the ingress would. */
  static Story tell(Service service) {
    Story story = new Story(Changes.phone().substring(4));
    for (ConsumerRecord<String, byte[]> record : story.records) {
      service.kafka.produce(
          record.topic(), story.phone, record.value(), EventHeaders.header("ce_source", "/test"));
    }
    return story;
  }

  /** Writes one text of a customer. */
  static void say(KafkaServer kafka, String wamid, String phone, Instant said, Instant came) {
    put(
        kafka,
        Topics.MESSAGES,
        phone,
        Changes.text(wamid, phone, said.getEpochSecond(), "x"),
        came);
  }

  /** A record as it came at that time. */
  static void put(KafkaServer kafka, String topic, String key, byte[] value, Instant came) {
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers(), "acks", "all"),
            new StringSerializer(),
            new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(topic, null, came.toEpochMilli(), key, value));
    }
  }

  /** Waits until both groups have stored everything. */
  static void stored(Service service) {
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                service.lag("persistence-postgres") == 0
                    && service.lag("persistence-mongodb") == 0);
  }

  static void loseFromPostgres(Service service, String wamid) {
    assertThat(service.rows(LOSE, wamid)).hasSize(1);
  }

  static void loseFromMongo(Service service, String wamid) {
    assertThat(service.delete("whatsappMessages", wamid(wamid))).isOne();
  }

  static void loseFromBoth(Service service, String wamid) {
    loseFromPostgres(service, wamid);
    loseFromMongo(service, wamid);
  }

  static Document wamid(String wamid) {
    return new Document("whatsappMessageId", wamid);
  }

  /** Waits until both stores hold the same, and tells how that was found. */
  static JsonNode agreed(Service service) {
    List<JsonNode> last = new ArrayList<>();
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(service.lag("persistence-postgres")).isZero();
              assertThat(service.lag("persistence-mongodb")).isZero();
              JsonNode found = reconcile(service, false);
              assertThat(found.path("left").asInt()).as(found.toString()).isZero();
              last.add(found);
            });
    return last.getLast();
  }

  /** Compares all that there is. */
  static JsonNode reconcile(Service service, boolean fix) {
    return post(service, "/reconcile?from=0&fix=" + fix, "");
  }

  static JsonNode reconcile(Service service, Instant from, Instant to, boolean fix) {
    return post(
        service,
        "/reconcile?from=%d&to=%d&fix=%s".formatted(from.toEpochMilli(), to.toEpochMilli(), fix),
        "");
  }

  /** Fills a store from the log and waits for the end. */
  static JsonNode rebuild(Service service, String store) {
    return done(service, post(service, "/rebuild", "{\"store\":\"" + store + "\"}"));
  }

  /** Waits until the rebuild that was begun is at its end. */
  static JsonNode done(Service service, JsonNode begun) {
    List<JsonNode> last = new ArrayList<>();
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              JsonNode all = json(service.operator().get("/rebuild"));
              JsonNode latest = all.get(all.size() - 1);
              assertThat(latest.path("id").asString()).isEqualTo(begun.path("id").asString());
              assertThat(latest.path("state").asString()).isEqualTo("DONE");
              last.add(latest);
            });
    return last.getLast();
  }

  static JsonNode post(Service service, String path, String body) {
    return json(service.operator().post(path, body));
  }

  static JsonNode json(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return OperatorHttp.json(answer);
  }
}

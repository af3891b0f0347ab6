package com.livemargs.whatsapp.events.kafka;

import static com.livemargs.whatsapp.events.kafka.TestedGroup.AWAY;
import static com.livemargs.whatsapp.events.kafka.TestedGroup.texts;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.livemargs.whatsapp.events.EventHeaders;
import com.livemargs.whatsapp.events.Topics;
import com.livemargs.whatsapp.events.json.NotJsonException;
import com.livemargs.whatsapp.testkit.KafkaServer;
import com.livemargs.whatsapp.testkit.Logged;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** What becomes of records that a group cannot digest, on every broker. */
abstract class BadRecordsContract {

  private final TestedGroup group = new TestedGroup(broker());

  /** The broker under test, the same for the whole class. */
  abstract KafkaServer broker();

  @AfterEach
  void stop() {
    group.close();
  }

  @Test
  void oneBadRecordGoesAsideWithItsReasonAndItsNeighboursGoOn() {
    group.start(
        batch ->
            texts(batch).contains("bad")
                ? Mono.error(new NotJsonException("the body is not JSON"))
                : group.keep(batch));
    group.publish("a", "bad", "c");

    await().untilAsserted(() -> assertThat(group.done).contains("a", "c"));
    await().untilAsserted(() -> assertThat(group.dead()).hasSize(1));
    ConsumerRecord<String, byte[]> buried = group.dead().getFirst();
    assertThat(new String(buried.value(), UTF_8)).isEqualTo("bad");
    assertThat(EventHeaders.text(buried.headers(), "dlt-reason"))
        .isEqualTo("NotJsonException: the body is not JSON");
    assertThat(EventHeaders.text(buried.headers(), "dlt-topic")).isEqualTo(group.topic);
  }

  @Test
  void theLineAboutABadRecordHasItsTrace() {
    String context = EventHeaders.newTrace();
    try (Logged log = Logged.by(BatchConsumer.class)) {
      group.start(BadRecordsContract::refuse);
      group.kafka.produce(
          group.topic, group.id, "bad", EventHeaders.header(EventHeaders.TRACEPARENT, context));

      await()
          .untilAsserted(
              () -> assertThat(log.lines()).anyMatch(line -> line.contains(context.split("-")[1])));
    }
  }

  @Test
  void aBadRecordThatAnOutageBringsAgainGoesAsideOnce() {
    AtomicInteger outages = new AtomicInteger(3);
    group.start(
        batch -> {
          if (texts(batch).contains("bad")) {
            return Mono.error(new NotJsonException("the body is not JSON"));
          }
          return outages.getAndDecrement() > 0 ? Mono.error(AWAY) : group.keep(batch);
        });
    group.publish("bad", "c");

    await().untilAsserted(() -> assertThat(group.done).contains("c"));
    assertThat(group.dead()).hasSize(1);
    assertThat(group.counted("dlt")).isEqualTo(1);
  }

  @Test
  void aBugIsTriedAFewTimesAndThenBuried() {
    AtomicInteger tries = new AtomicInteger();
    group.start(
        batch -> {
          if (texts(batch).contains("odd")) {
            tries.incrementAndGet();
            return Mono.error(new IllegalArgumentException("unexpected"));
          }
          return group.keep(batch);
        });
    group.publish("odd");

    await().untilAsserted(() -> assertThat(group.dead()).hasSize(1));
    assertThat(tries.get()).isBetween(2, 8);
  }

  @Test
  void topicsThatAreDeletedAreMadeAgainAndBadRecordsGoAsideThen() throws Exception {
    group.start(
        batch ->
            texts(batch).contains("bad")
                ? Mono.error(new NotJsonException("the body is not JSON"))
                : group.keep(batch));
    try (Admin admin = group.admin()) {
      admin.deleteTopics(List.of(Topics.deadLetter(group.topic, group.id))).all().get();
    }
    group.publish("bad", "c");

    await().untilAsserted(() -> assertThat(group.done).contains("c"));
    await().ignoreExceptions().untilAsserted(() -> assertThat(group.dead()).hasSize(1));
  }

  @Test
  void aBadRecordOfTheLargestSizeIsPutAsideWhole() {
    byte[] largest = new byte[TopicSettings.MAX_RECORD_BYTES - 300];
    new Random(1).nextBytes(largest);
    group.start(BadRecordsContract::refuse);
    produce(largest, "none");

    await().untilAsserted(() -> assertThat(group.dead()).hasSize(1));
    assertThat(group.dead().getFirst().value()).isEqualTo(largest);
  }

  // A topic's limit is on what is compressed, a producer's on what is not.
  @Test
  void ofABadRecordThatIsTooLargeTheBeginningIsPutAside() {
    byte[] large = new byte[20 << 20];
    group.start(BadRecordsContract::refuse);
    produce(large, "lz4");

    await().untilAsserted(() -> assertThat(group.dead()).hasSize(1));
    ConsumerRecord<String, byte[]> buried = group.dead().getFirst();
    assertThat(buried.value()).hasSizeBetween(1, 1 << 20);
    assertThat(EventHeaders.text(buried.headers(), "dlt-value-bytes")).isEqualTo("" + (20 << 20));
    assertThat(EventHeaders.text(buried.headers(), "dlt-reason")).startsWith("NotJsonException");
  }

  @Test
  void ofABadRecordWithAKeyThatIsTooLargeBothBeginningsArePutAside() {
    String key = group.id + "k".repeat(20 << 20);
    group.start(BadRecordsContract::refuse);
    produce(key, "bad".getBytes(UTF_8), "lz4");

    await().untilAsserted(() -> assertThat(group.dead()).hasSize(1));
    ConsumerRecord<String, byte[]> buried = group.dead().getFirst();
    assertThat(buried.key()).hasSizeBetween(1, 1 << 20);
    assertThat(key).startsWith(buried.key());
    assertThat(buried.value()).asString(UTF_8).isEqualTo("bad");
    assertThat(EventHeaders.text(buried.headers(), "dlt-value-bytes")).isEqualTo("3");
  }

  private static Mono<Void> refuse(List<ConsumerRecord<String, byte[]>> batch) {
    return Mono.error(new NotJsonException("the body is not JSON"));
  }

  private void produce(byte[] value, String compression) {
    produce(group.id, value, compression);
  }

  private void produce(String key, byte[] value, String compression) {
    Map<String, Object> config =
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            group.kafka.bootstrapServers(),
            ProducerConfig.COMPRESSION_TYPE_CONFIG,
            compression,
            ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
            30 << 20);
    try (var producer =
        new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(group.topic, key, value));
    }
  }
}

package com.livemargs.whatsapp.events.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.livemargs.whatsapp.events.EventHeaders;
import com.livemargs.whatsapp.events.Topics;
import com.livemargs.whatsapp.events.json.NotJsonException;
import com.livemargs.whatsapp.events.progress.WatchdogSettings;
import com.livemargs.whatsapp.testkit.KafkaServer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** What the groups promise on every broker. */
abstract class ConsumerGroupsContract {

  private static final TopicSettings TOPICS = new TopicSettings(2, 0, Duration.ofDays(15));

  private final String id = "group-" + UUID.randomUUID();
  private final ConcurrentLinkedQueue<String> done = new ConcurrentLinkedQueue<>();
  private static final UncheckedIOException AWAY =
      new UncheckedIOException(new IOException("away"));

  private final MeterRegistry meters = new SimpleMeterRegistry();
  private final KafkaServer kafka = broker();
  private final EventPublisher publisher = new EventPublisher(clients(), meters);
  private @Nullable ConsumerGroups groups;
  private @Nullable TopicProvisioner topics;

  /** The broker under test, the same for the whole class. */
  abstract KafkaServer broker();

  @AfterEach
  void stop() {
    if (groups != null && topics != null) {
      topics.stop();
      groups.stop();
    }
    publisher.destroy();
  }

  @Test
  void anOutageIsWaitedOutAndNothingIsLostOrBuried() {
    AtomicInteger outages = new AtomicInteger(3);
    start(batch -> outages.getAndDecrement() > 0 ? Mono.error(AWAY) : keep(batch));
    publish("a", "b", "c");

    await().untilAsserted(() -> assertThat(done).contains("a", "b", "c"));
    assertThat(dead()).isEmpty();
  }

  @Test
  void groupBeginsOnceItsHandlerKnowsWhatItHasTo() {
    Sinks.Empty<Void> known = Sinks.empty();
    start(new ConsumerGroup(id, List.of(Topics.ACCOUNT), mine(this::keep)).after(known.asMono()));
    publish("a");
    await()
        .during(Duration.ofSeconds(1))
        .until(() -> done.isEmpty() && groups.idle().equals(List.of(id)));

    known.tryEmitEmpty();

    await().untilAsserted(() -> assertThat(done).contains("a"));
  }

  @Test
  void oneBadRecordGoesAsideWithItsReasonAndItsNeighboursGoOn() {
    start(
        batch ->
            texts(batch).contains("bad")
                ? Mono.error(new NotJsonException("the body is not JSON"))
                : keep(batch));
    publish("a", "bad", "c");

    await().untilAsserted(() -> assertThat(done).contains("a", "c"));
    await().untilAsserted(() -> assertThat(dead()).hasSize(1));
    ConsumerRecord<String, byte[]> buried = dead().getFirst();
    assertThat(new String(buried.value(), UTF_8)).isEqualTo("bad");
    assertThat(EventHeaders.text(buried.headers(), "dlt-reason"))
        .isEqualTo("NotJsonException: the body is not JSON");
    assertThat(EventHeaders.text(buried.headers(), "dlt-topic")).isEqualTo(Topics.ACCOUNT);
  }

  @Test
  void aBadRecordThatAnOutageBringsAgainGoesAsideOnce() {
    AtomicInteger outages = new AtomicInteger(3);
    start(
        batch -> {
          if (texts(batch).contains("bad")) {
            return Mono.error(new NotJsonException("the body is not JSON"));
          }
          return outages.getAndDecrement() > 0 ? Mono.error(AWAY) : keep(batch);
        });
    publish("bad", "c");

    await().untilAsserted(() -> assertThat(done).contains("c"));
    assertThat(dead()).hasSize(1);
    assertThat(counted("dlt")).isEqualTo(1);
  }

  @Test
  void aBugIsTriedAFewTimesAndThenBuried() {
    AtomicInteger tries = new AtomicInteger();
    start(
        batch -> {
          if (texts(batch).contains("odd")) {
            tries.incrementAndGet();
            return Mono.error(new IllegalArgumentException("unexpected"));
          }
          return keep(batch);
        });
    publish("odd");

    await().untilAsserted(() -> assertThat(dead()).hasSize(1));
    assertThat(tries.get()).isBetween(2, 8);
  }

  @Test
  void whatIsPassedOverIsCountedAsSuch() {
    start(batch -> keep(batch.stream().filter(record -> record.value() != null).toList()));
    publish("a");
    kafka.produce(Topics.ACCOUNT, id, (byte[]) null);
    kafka.produce(
        Topics.ACCOUNT, id, "other's", KafkaServer.header(EventHeaders.REPLAY_GROUP, "another"));

    await().untilAsserted(() -> assertThat(counted("skipped")).isGreaterThanOrEqualTo(2));
    await().untilAsserted(() -> assertThat(counted("ok")).isPositive());
    assertThat(done).containsExactly("a");
  }

  private double counted(String outcome) {
    return meters.counter("whatsapp.consumer.records", "group", id, "outcome", outcome).count();
  }

  @Test
  void whatWasNotCommittedComesAgainAfterARestart() {
    AtomicInteger tries = new AtomicInteger();
    Mono<Void> outage = Mono.<Void>error(AWAY).doOnError(e -> tries.incrementAndGet());
    start(batch -> texts(batch).contains("x") ? outage : keep(batch));
    publish("x");
    await().until(() -> tries.get() > 0);
    groups.stop();
    assertThat(done).doesNotContain("x");

    start(this::keep);

    await().untilAsserted(() -> assertThat(done).contains("x"));
  }

  @Test
  void topicsAreMadeAsSetAndTakeTheLargestRecord() throws Exception {
    byte[] largest = new byte[TopicSettings.MAX_RECORD_BYTES - 4096];
    new Random(1).nextBytes(largest);
    start(batch -> Mono.fromRunnable(() -> batch.forEach(r -> done.add("" + r.value().length))));
    kafka.produce(Topics.ACCOUNT, id, largest);

    await().untilAsserted(() -> assertThat(done).contains("" + largest.length));
    String deadLetters = Topics.deadLetter(Topics.ACCOUNT, id);
    assertThat(setting(deadLetters, "retention.ms")).isEqualTo("" + Duration.ofDays(15).toMillis());
    assertThat(setting(Topics.IDENTITIES, "cleanup.policy")).isEqualTo("compact");
    assertThat(partitions(deadLetters)).isEqualTo(2);
  }

  @Test
  void topicsThatAreDeletedAreMadeAgainAndBadRecordsGoAsideThen() throws Exception {
    start(
        batch ->
            texts(batch).contains("bad")
                ? Mono.error(new NotJsonException("the body is not JSON"))
                : keep(batch));
    try (Admin admin = clients().admin()) {
      admin.deleteTopics(List.of(Topics.deadLetter(Topics.ACCOUNT, id))).all().get();
    }
    publish("bad", "c");

    await().untilAsserted(() -> assertThat(done).contains("c"));
    await().ignoreExceptions().untilAsserted(() -> assertThat(dead()).hasSize(1));
  }

  @Test
  void aBadRecordOfTheLargestSizeIsPutAsideWhole() {
    byte[] largest = new byte[TopicSettings.MAX_RECORD_BYTES - 300];
    new Random(1).nextBytes(largest);
    start(ConsumerGroupsContract::refuse);
    produce(largest, "none");

    await().untilAsserted(() -> assertThat(dead()).hasSize(1));
    assertThat(dead().getFirst().value()).isEqualTo(largest);
  }

  // A topic's limit is on what is compressed, a producer's on what is not.
  @Test
  void ofABadRecordThatIsTooLargeTheBeginningIsPutAside() {
    byte[] large = new byte[20 << 20];
    start(ConsumerGroupsContract::refuse);
    produce(large, "lz4");

    await().untilAsserted(() -> assertThat(dead()).hasSize(1));
    ConsumerRecord<String, byte[]> buried = dead().getFirst();
    assertThat(buried.value()).hasSizeBetween(1, 1 << 20);
    assertThat(EventHeaders.text(buried.headers(), "dlt-value-bytes")).isEqualTo("" + (20 << 20));
    assertThat(EventHeaders.text(buried.headers(), "dlt-reason")).startsWith("NotJsonException");
  }

  private static Mono<Void> refuse(List<ConsumerRecord<String, byte[]>> batch) {
    return batch.isEmpty()
        ? Mono.empty()
        : Mono.error(new NotJsonException("the body is not JSON"));
  }

  private void produce(byte[] value, String compression) {
    Map<String, Object> config =
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            kafka.bootstrapServers(),
            ProducerConfig.COMPRESSION_TYPE_CONFIG,
            compression,
            ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
            30 << 20);
    try (var producer =
        new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(Topics.ACCOUNT, id, value));
    }
  }

  private String setting(String topic, String name) throws Exception {
    var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    try (Admin admin = clients().admin()) {
      return admin
          .describeConfigs(List.of(resource))
          .values()
          .get(resource)
          .get()
          .get(name)
          .value();
    }
  }

  private int partitions(String topic) throws Exception {
    try (Admin admin = clients().admin()) {
      return admin
          .describeTopics(List.of(topic))
          .topicNameValues()
          .get(topic)
          .get()
          .partitions()
          .size();
    }
  }

  private void start(BatchHandler handler) {
    start(new ConsumerGroup(id, List.of(Topics.ACCOUNT), mine(handler)));
    await().until(() -> groups.idle().isEmpty());
  }

  private void start(ConsumerGroup group) {
    KafkaClients clients = clients();
    topics = new TopicProvisioner(clients, TOPICS, List.of(group), Duration.ofMillis(500));
    topics.start();
    var watchdog = new WatchdogSettings(Duration.ofMinutes(1), Duration.ZERO);
    var edge = new ConsumerGroups.Edge(new DeadLetters(publisher, meters), meters, watchdog);
    groups =
        new ConsumerGroups(
            clients, new ConsumerSettings("classic", 500, 1), topics, List.of(group), edge);
    groups.start();
  }

  // The broker is shared: other tests' records are none of this one's business.
  private BatchHandler mine(BatchHandler handler) {
    return batch ->
        handler.handle(batch.stream().filter(record -> id.equals(record.key())).toList());
  }

  private Mono<Void> keep(List<ConsumerRecord<String, byte[]>> batch) {
    return Mono.fromRunnable(() -> done.addAll(texts(batch)));
  }

  private static List<String> texts(List<ConsumerRecord<String, byte[]>> batch) {
    return batch.stream().map(record -> new String(record.value(), UTF_8)).toList();
  }

  private void publish(String... values) {
    for (String value : values) {
      kafka.produce(Topics.ACCOUNT, id, value);
    }
  }

  private List<ConsumerRecord<String, byte[]>> dead() {
    return kafka.drain(Topics.deadLetter(Topics.ACCOUNT, id));
  }

  private KafkaClients clients() {
    KafkaProperties properties = new KafkaProperties();
    properties.setBootstrapServers(List.of(kafka.bootstrapServers()));
    return new KafkaClients(properties);
  }
}

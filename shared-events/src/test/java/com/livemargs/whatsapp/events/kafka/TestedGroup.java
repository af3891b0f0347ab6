package com.livemargs.whatsapp.events.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import com.livemargs.whatsapp.events.Topics;
import com.livemargs.whatsapp.events.progress.ProgressHealth;
import com.livemargs.whatsapp.events.progress.ProgressWatchdog;
import com.livemargs.whatsapp.events.progress.WatchdogSettings;
import com.livemargs.whatsapp.testkit.KafkaServer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import reactor.core.publisher.Mono;

/**
 * A consumer group that begins at a test's word, and what became of its records. Others use its
 * broker too: it has a topic of its own.
 */
final class TestedGroup implements AutoCloseable {

  /** What a store that is away throws. */
  static final UncheckedIOException AWAY = new UncheckedIOException(new IOException("away"));

  private static final TopicSettings TOPICS = new TopicSettings(2, 0, Duration.ofDays(15));

  final String id = "group-" + UUID.randomUUID();
  final String topic = "whatsapp.test." + UUID.randomUUID();
  final Queue<String> done = new ConcurrentLinkedQueue<>();

  /** How often the watchdog ended the process. */
  final AtomicInteger exits = new AtomicInteger();

  final KafkaServer kafka;
  private final String protocol;
  private final WatchdogSettings patience;
  private final MeterRegistry meters = new SimpleMeterRegistry();
  private final Map<String, String> firstFetches = new HashMap<>();
  private final EventPublisher publisher;
  private @Nullable ConsumerGroups groups;
  private @Nullable TopicProvisioner topics;
  private @Nullable ProgressWatchdog watchdog;

  TestedGroup(KafkaServer kafka) {
    this(kafka, new WatchdogSettings(Duration.ofMinutes(1), Duration.ZERO));
  }

  TestedGroup(KafkaServer kafka, WatchdogSettings patience) {
    this(kafka, patience, "classic");
  }

  TestedGroup(KafkaServer kafka, WatchdogSettings patience, String protocol) {
    this.kafka = kafka;
    this.protocol = protocol;
    this.patience = patience;
    this.publisher = new EventPublisher(clients(), meters);
    kafka.createTopics(2, topic);
  }

  /** Has the consumers that begin it keep their partitions and get nothing for so long. */
  void firstConsumersFetchFor(Duration wait) {
    firstFetches.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, String.valueOf(Integer.MAX_VALUE));
    firstFetches.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, String.valueOf(wait.toMillis()));
  }

  /** Starts it and waits until it has partitions. */
  void start(BatchHandler handler) {
    start(of(handler));
    await().until(() -> !isIdle());
  }

  void start(ConsumerGroup group) {
    KafkaProperties properties = properties();
    properties.getConsumer().getProperties().putAll(firstFetches);
    KafkaClients clients = new KafkaClients(properties);
    topics = new TopicProvisioner(clients, TOPICS, List.of(group), Duration.ofMillis(500));
    topics.start();
    var edge = new ConsumerGroups.Edge(new DeadLetters(publisher, meters), meters, patience);
    groups =
        new ConsumerGroups(
            clients, new ConsumerSettings(protocol, 500, 1), topics, List.of(group), edge);
    properties.getConsumer().getProperties().clear();
    groups.start();
  }

  /** The group of this id on its own topic. */
  ConsumerGroup of(BatchHandler handler) {
    return new ConsumerGroup(id, List.of(topic), handler);
  }

  boolean isIdle() {
    return !groups.idle().isEmpty();
  }

  /** Starts it under a watchdog. */
  void startWatched(BatchHandler handler) {
    startWatched(handler, patience.exitAfter());
  }

  /** Starts it under a watchdog that ends the process so long after it gave up. */
  void startWatched(BatchHandler handler, Duration exitAfter) {
    start(handler);
    watchdog =
        new ProgressWatchdog(
            groups.watched(),
            this::admin,
            new WatchdogSettings(patience.stalledAfter(), exitAfter),
            exits::incrementAndGet);
    watchdog.start();
  }

  /** Of its progress, as the watchdog sees it. */
  Status health() {
    return new ProgressHealth(watchdog).health().getStatus();
  }

  /** Stops it; it may be started again. */
  void stop() {
    if (groups != null && topics != null) {
      topics.stop();
      groups.stop();
    }
  }

  @Override
  public void close() {
    if (watchdog != null) {
      watchdog.stop();
    }
    stop();
    publisher.destroy();
  }

  /** A handler's work: what it was given is done. */
  Mono<Void> keep(List<ConsumerRecord<String, byte[]>> batch) {
    return Mono.fromRunnable(() -> done.addAll(texts(batch)));
  }

  static List<String> texts(List<ConsumerRecord<String, byte[]>> batch) {
    return batch.stream().map(record -> new String(record.value(), UTF_8)).toList();
  }

  void publish(String... values) {
    for (String value : values) {
      kafka.produce(topic, id, value);
    }
  }

  /** What was put aside. */
  List<ConsumerRecord<String, byte[]>> dead() {
    return kafka.drain(Topics.deadLetter(topic, id));
  }

  /** How many offsets of its topic the group has not committed, by the broker's word. */
  long uncommitted() throws ExecutionException, InterruptedException {
    try (Admin admin = admin()) {
      var committed = admin.listConsumerGroupOffsets(id).partitionsToOffsetAndMetadata().get();
      Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
      committed.keySet().forEach(partition -> latest.put(partition, OffsetSpec.latest()));
      var ends = admin.listOffsets(latest).all().get();
      return ends.values().stream().mapToLong(ListOffsetsResultInfo::offset).sum()
          - committed.values().stream().mapToLong(OffsetAndMetadata::offset).sum();
    }
  }

  /** How many records ended so. */
  double counted(String outcome) {
    return meters.counter("whatsapp.consumer.records", "group", id, "outcome", outcome).count();
  }

  double restarts() {
    return meter("whatsapp.consumer.restarts");
  }

  /** What a meter says that has no other tag than the group. */
  double meter(String name) {
    return meters.get(name).tag("group", id).meter().measure().iterator().next().getValue();
  }

  /** Whether it waits for an outage to end: 1 or 0. */
  double heldUp() {
    return meters
        .get("whatsapp.consumer.paused")
        .tags("group", id, "reason", "outage")
        .gauge()
        .value();
  }

  Admin admin() {
    return clients().admin();
  }

  private KafkaClients clients() {
    return new KafkaClients(properties());
  }

  private KafkaProperties properties() {
    KafkaProperties properties = new KafkaProperties();
    properties.setBootstrapServers(List.of(kafka.bootstrapServers()));
    return properties;
  }
}

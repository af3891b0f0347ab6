package com.livemargs.whatsapp.events.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
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
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import reactor.core.publisher.Mono;

/** Consumers that hold partitions and do nothing. */
class StuckConsumerTest {

  private static final TopicSettings TOPICS = new TopicSettings(2, 0, Duration.ofDays(15));
  private static final WatchdogSettings SOON =
      new WatchdogSettings(Duration.ofSeconds(2), Duration.ofSeconds(1));

  private final String id = "group-" + UUID.randomUUID();
  private final Queue<String> done = new ConcurrentLinkedQueue<>();
  private final MeterRegistry meters = new SimpleMeterRegistry();
  private final KafkaServer kafka = KafkaServer.shared();
  private final EventPublisher publisher = new EventPublisher(clients(), meters);
  private final AtomicInteger exits = new AtomicInteger();
  private final CountDownLatch testEnds = new CountDownLatch(1);
  private @Nullable ConsumerGroups groups;
  private @Nullable ProgressWatchdog watchdog;

  @AfterEach
  void stop() {
    FrozenFetch.NEXT_FREEZES.set(false);
    testEnds.countDown();
    if (watchdog != null && groups != null) {
      watchdog.stop();
      groups.stop();
    }
    publisher.destroy();
  }

  @Test
  void handlerThatNeverReturnsIsReplacedAndItsRecordsComeAgain() {
    AtomicBoolean first = new AtomicBoolean(true);
    start(
        batch -> {
          if (texts(batch).contains("a") && first.compareAndSet(true, false)) {
            awaitForEver();
          }
          return keep(batch);
        });
    publish("a", "b", "c");

    patiently().untilAsserted(() -> assertThat(done).contains("a", "b", "c"));
    assertThat(restarts()).isEqualTo(1);
    patiently().untilAsserted(() -> assertThat(health()).isEqualTo(Status.UP));
    assertThat(kafka.drain(Topics.deadLetter(Topics.ACCOUNT, id))).isEmpty();
    assertThat(exits).hasValue(0);
  }

  @Test
  void fetchThatNeverReturnsIsReplacedAndNothingIsLost() {
    start(this::keep);
    FrozenFetch.NEXT_FREEZES.set(true);
    publish("a", "b", "c");

    patiently().untilAsserted(() -> assertThat(done).contains("a", "b", "c"));
    assertThat(FrozenFetch.NEXT_FREEZES).isFalse();
    assertThat(restarts()).isEqualTo(1);
    assertThat(exits).hasValue(0);
  }

  @Test
  void threadThatCannotBeWokenTakesLivenessDownAndThenTheProcess() {
    start(
        batch -> {
          if (!texts(batch).isEmpty()) {
            ignoreEverybody();
          }
          return keep(batch);
        });
    publish("a");

    patiently().untilAsserted(() -> assertThat(health()).isEqualTo(Status.DOWN));
    assertThat(restarts()).isEqualTo(1);
    patiently().untilAsserted(() -> assertThat(exits).hasValue(1));
  }

  @Test
  void waitingForAnOutageToEndIsNotBeingStuck() {
    AtomicInteger tries = new AtomicInteger();
    start(
        batch -> {
          boolean ours = !texts(batch).isEmpty();
          return ours && tries.incrementAndGet() < 6
              ? Mono.error(new UncheckedIOException(new IOException("away")))
              : keep(batch);
        });
    publish("a");

    patiently().untilAsserted(() -> assertThat(meter("whatsapp.consumer.paused")).isEqualTo(1));
    patiently()
        .untilAsserted(() -> assertThat(meter("whatsapp.consumer.progress.age")).isGreaterThan(4));
    assertThat(meter("whatsapp.consumer.oldest.age")).isGreaterThan(4);
    patiently().untilAsserted(() -> assertThat(done).contains("a"));
    assertThat(restarts()).isZero();
    patiently().untilAsserted(() -> assertThat(meter("whatsapp.consumer.lag")).isZero());
    assertThat(meter("whatsapp.consumer.paused")).isZero();
    assertThat(meter("whatsapp.consumer.progress.age")).isZero();
  }

  private void start(BatchHandler handler) {
    ConsumerGroup group = new ConsumerGroup(id, List.of(Topics.ACCOUNT), handler);
    KafkaClients clients = clients();
    TopicProvisioner topics = new TopicProvisioner(clients, TOPICS, List.of(group));
    var edge = new ConsumerGroups.Edge(new DeadLetters(publisher, meters), meters, SOON);
    ConsumerSettings settings = new ConsumerSettings("classic", 500, 1);
    groups = new ConsumerGroups(clients, settings, topics, List.of(group), edge);
    watchdog = new ProgressWatchdog(groups.watched(), clients::admin, SOON, exits::incrementAndGet);
    groups.start();
    ConsumerGroups started = groups;
    patiently().until(() -> started.idle().isEmpty());
    watchdog.start();
  }

  private void awaitForEver() {
    try {
      testEnds.await();
    } catch (InterruptedException woken) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(woken);
    }
  }

  private void ignoreEverybody() {
    boolean over = false;
    while (!over) {
      try {
        testEnds.await();
        over = true;
      } catch (InterruptedException ignored) {
        over = false;
      }
    }
  }

  private Status health() {
    return new ProgressHealth(watchdog).health().getStatus();
  }

  private double restarts() {
    return meter("whatsapp.consumer.restarts");
  }

  private double meter(String name) {
    return meters.get(name).tag("group", id).meter().measure().iterator().next().getValue();
  }

  private Mono<Void> keep(List<ConsumerRecord<String, byte[]>> batch) {
    return Mono.fromRunnable(() -> done.addAll(texts(batch)));
  }

  // The broker is shared: other tests' records are none of this one's business.
  private List<String> texts(List<ConsumerRecord<String, byte[]>> batch) {
    return batch.stream()
        .filter(record -> id.equals(record.key()))
        .map(record -> new String(record.value(), UTF_8))
        .toList();
  }

  private void publish(String... values) {
    for (String value : values) {
      kafka.produce(Topics.ACCOUNT, id, value);
    }
  }

  private static ConditionFactory patiently() {
    return await();
  }

  private KafkaClients clients() {
    KafkaProperties properties = new KafkaProperties();
    properties.setBootstrapServers(List.of(kafka.bootstrapServers()));
    properties
        .getConsumer()
        .getProperties()
        .put("interceptor.classes", FrozenFetch.class.getName());
    return new KafkaClients(properties);
  }
}

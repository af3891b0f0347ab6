package com.livemargs.whatsapp.events.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.apache.kafka.common.acl.AclOperation.ALL;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclPermissionType.ALLOW;
import static org.apache.kafka.common.acl.AclPermissionType.DENY;
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
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
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

  private static final Map<String, String> AUTHORIZER =
      Map.of(
          "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
          "allow.everyone.if.no.acl.found", "true");

  private final String id = "group-" + UUID.randomUUID();
  private final Queue<String> done = new ConcurrentLinkedQueue<>();
  private final MeterRegistry meters = new SimpleMeterRegistry();
  private KafkaServer kafka = KafkaServer.shared();
  private EventPublisher publisher = new EventPublisher(clients(), meters);
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

    patiently().untilAsserted(() -> assertThat(heldUp()).isEqualTo(1));
    patiently()
        .untilAsserted(() -> assertThat(meter("whatsapp.consumer.progress.age")).isGreaterThan(4));
    assertThat(meter("whatsapp.consumer.oldest.age")).isGreaterThan(4);
    patiently().untilAsserted(() -> assertThat(done).contains("a"));
    assertThat(restarts()).isZero();
    patiently().untilAsserted(() -> assertThat(meter("whatsapp.consumer.lag")).isZero());
    assertThat(heldUp()).isZero();
    assertThat(meter("whatsapp.consumer.progress.age")).isZero();
  }

  @Test
  void whatACallersTransactionLeavesBehindIsNothingToWaitFor() {
    start(this::keep);
    try (var caller = transactional()) {
      caller.initTransactions();
      inTransaction(caller, "meant");
      caller.commitTransaction();
      inTransaction(caller, "taken back");
      caller.abortTransaction();
    }

    patiently().untilAsserted(() -> assertThat(done).containsExactly("meant"));
    patiently().untilAsserted(() -> assertThat(meter("whatsapp.consumer.lag")).isZero());
    assertThat(restarts()).isZero();
  }

  private Producer<String, byte[]> transactional() {
    Map<String, Object> config =
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            kafka.bootstrapServers(),
            ProducerConfig.TRANSACTIONAL_ID_CONFIG,
            id);
    return new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
  }

  private void inTransaction(Producer<String, byte[]> caller, String value) {
    caller.beginTransaction();
    caller.send(new ProducerRecord<>(Topics.ACCOUNT, id, value.getBytes(UTF_8)));
    caller.flush();
  }

  @Test
  void rightsThatTheBrokerTakesAwayAreWaitedFor() throws Exception {
    try (KafkaServer strict = KafkaServer.start(AUTHORIZER)) {
      publisher.destroy();
      kafka = strict;
      publisher = new EventPublisher(clients(), meters);
      start(this::keep);
      publish("a");
      patiently().untilAsserted(() -> assertThat(done).contains("a"));
      try (Admin admin = clients().admin()) {
        List<AclBinding> rules = List.of(rule(ALLOW, ALL), rule(DENY, READ));
        admin.createAcls(rules).all().get();
        publish("b");

        patiently().untilAsserted(() -> assertThat(heldUp()).isEqualTo(1));
        patiently()
            .untilAsserted(
                () -> assertThat(meter("whatsapp.consumer.progress.age")).isGreaterThan(5));
        admin.deleteAcls(rules.stream().map(AclBinding::toFilter).toList()).all().get();
      }
      patiently().untilAsserted(() -> assertThat(done).contains("b"));
      assertThat(restarts()).isZero();
      assertThat(exits).hasValue(0);
      stop();
    }
  }

  private static AclBinding rule(AclPermissionType permission, AclOperation operation) {
    return new AclBinding(
        new ResourcePattern(ResourceType.TOPIC, Topics.ACCOUNT, PatternType.LITERAL),
        new AccessControlEntry("User:ANONYMOUS", "*", operation, permission));
  }

  private void start(BatchHandler handler) {
    ConsumerGroup group = new ConsumerGroup(id, List.of(Topics.ACCOUNT), handler);
    KafkaClients clients = clients();
    TopicProvisioner topics =
        new TopicProvisioner(clients, TOPICS, List.of(group), Duration.ofMinutes(1));
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

  private double heldUp() {
    return meters
        .get("whatsapp.consumer.paused")
        .tags("group", id, "reason", "outage")
        .gauge()
        .value();
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

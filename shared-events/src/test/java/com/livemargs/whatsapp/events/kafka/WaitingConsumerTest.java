package com.livemargs.whatsapp.events.kafka;

import static com.livemargs.whatsapp.events.kafka.TestedGroup.AWAY;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.apache.kafka.common.acl.AclOperation.ALL;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclPermissionType.ALLOW;
import static org.apache.kafka.common.acl.AclPermissionType.DENY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.livemargs.whatsapp.events.progress.WatchdogSettings;
import com.livemargs.whatsapp.testkit.KafkaServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.admin.Admin;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Consumers that do nothing for a reason are not stuck, and lose nothing. */
class WaitingConsumerTest {

  private static final Map<String, String> AUTHORIZER =
      Map.of(
          "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
          "allow.everyone.if.no.acl.found", "true");

  // A pause that were no work would be a stall: an outage has one of four seconds, a refusal of
  // five. A busy machine keeps a thread waiting for less.
  private static final WatchdogSettings SOON =
      new WatchdogSettings(Duration.ofMillis(3_500), Duration.ofMinutes(1));

  private final TestedGroup group = new TestedGroup(KafkaServer.shared(), SOON);

  @AfterEach
  void stop() {
    group.close();
  }

  @Test
  void waitingForAnOutageToEndIsNotBeingStuck() {
    AtomicBoolean away = new AtomicBoolean(true);
    group.startWatched(batch -> away.get() ? Mono.error(AWAY) : group.keep(batch));
    group.publish("a");

    await().untilAsserted(() -> assertThat(group.heldUp()).isEqualTo(1));
    await()
        .untilAsserted(
            () -> assertThat(group.meter("whatsapp.consumer.progress.age")).isGreaterThan(8));
    assertThat(group.meter("whatsapp.consumer.oldest.age")).isGreaterThan(8);
    assertThat(group.heldUp()).isEqualTo(1);
    away.set(false);
    await().untilAsserted(() -> assertThat(group.done).contains("a"));
    await().untilAsserted(() -> assertThat(group.meter("whatsapp.consumer.lag")).isZero());
    assertThat(group.restarts()).isZero();
    assertThat(group.heldUp()).isZero();
    assertThat(group.meter("whatsapp.consumer.progress.age")).isZero();
  }

  @Test
  void whatACallersTransactionLeavesBehindIsNothingToWaitFor() {
    group.startWatched(group::keep);
    try (var caller = transactional()) {
      caller.initTransactions();
      inTransaction(caller, "meant");
      caller.commitTransaction();
      inTransaction(caller, "taken back");
      caller.abortTransaction();
    }

    await().untilAsserted(() -> assertThat(group.done).contains("meant"));
    await().untilAsserted(() -> assertThat(group.uncommitted()).isZero());
    await().untilAsserted(() -> assertThat(group.meter("whatsapp.consumer.lag")).isZero());
    assertThat(group.done).containsOnly("meant");
    assertThat(group.restarts()).isZero();
  }

  @Test
  void rightsThatTheBrokerTakesAwayAreWaitedFor() throws Exception {
    try (KafkaServer strict = KafkaServer.start(AUTHORIZER);
        TestedGroup refused = new TestedGroup(strict, SOON);
        Admin admin = refused.admin()) {
      refused.startWatched(refused::keep);
      refused.publish("a");
      await().untilAsserted(() -> assertThat(refused.done).contains("a"));
      List<AclBinding> rules =
          List.of(rule(refused.topic, ALLOW, ALL), rule(refused.topic, DENY, READ));
      admin.createAcls(rules).all().get();
      await().untilAsserted(() -> assertThat(refused.heldUp()).isEqualTo(1));
      admin.deleteAcls(rules.stream().map(AclBinding::toFilter).toList()).all().get();
      // That it may go on is noticed without a record, too.
      await().untilAsserted(() -> assertThat(refused.heldUp()).isZero());

      admin.createAcls(rules).all().get();
      await().untilAsserted(() -> assertThat(refused.heldUp()).isEqualTo(1));
      refused.publish("b");

      await()
          .untilAsserted(
              () -> assertThat(refused.meter("whatsapp.consumer.progress.age")).isGreaterThan(5));
      admin.deleteAcls(rules.stream().map(AclBinding::toFilter).toList()).all().get();
      await().untilAsserted(() -> assertThat(refused.done).contains("b"));
      assertThat(refused.restarts()).isZero();
      assertThat(refused.exits).hasValue(0);
    }
  }

  private Producer<String, byte[]> transactional() {
    Map<String, Object> config =
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            group.kafka.bootstrapServers(),
            ProducerConfig.TRANSACTIONAL_ID_CONFIG,
            group.id);
    return new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
  }

  private void inTransaction(Producer<String, byte[]> caller, String value) {
    caller.beginTransaction();
    caller.send(new ProducerRecord<>(group.topic, group.id, value.getBytes(UTF_8)));
    caller.flush();
  }

  private static AclBinding rule(
      String topic, AclPermissionType permission, AclOperation operation) {
    return new AclBinding(
        new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL),
        new AccessControlEntry("User:ANONYMOUS", "*", operation, permission));
  }
}

package com.livemargs.whatsapp.events.kafka;

import static com.livemargs.whatsapp.events.kafka.TestedGroup.AWAY;
import static com.livemargs.whatsapp.events.kafka.TestedGroup.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.livemargs.whatsapp.events.EventHeaders;
import com.livemargs.whatsapp.events.Topics;
import com.livemargs.whatsapp.testkit.KafkaServer;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** What the groups promise on every broker. */
abstract class ConsumerGroupsContract {

  private final TestedGroup group = new TestedGroup(broker());

  /** The broker under test, the same for the whole class. */
  abstract KafkaServer broker();

  @AfterEach
  void stop() {
    group.close();
  }

  @Test
  void anOutageIsWaitedOutAndNothingIsLostOrBuried() {
    AtomicInteger outages = new AtomicInteger(3);
    group.start(batch -> outages.getAndDecrement() > 0 ? Mono.error(AWAY) : group.keep(batch));
    group.publish("a", "b", "c");

    await().untilAsserted(() -> assertThat(group.done).contains("a", "b", "c"));
    assertThat(group.dead()).isEmpty();
  }

  @Test
  void groupBeginsOnceItsHandlerKnowsWhatItHasTo() {
    Sinks.Empty<Void> known = Sinks.empty();
    group.start(group.of(group::keep).after(known.asMono()));
    group.publish("a");
    await().during(Duration.ofSeconds(1)).until(() -> group.done.isEmpty() && group.isIdle());

    known.tryEmitEmpty();

    await().untilAsserted(() -> assertThat(group.done).contains("a"));
  }

  @Test
  void whatIsPassedOverIsCountedAsSuch() {
    group.start(
        batch -> group.keep(batch.stream().filter(record -> record.value() != null).toList()));
    group.publish("a");
    group.kafka.produce(group.topic, group.id, (byte[]) null);
    group.kafka.produce(
        group.topic, group.id, "other's", KafkaServer.header(EventHeaders.REPLAY_GROUP, "another"));

    await().untilAsserted(() -> assertThat(group.counted("skipped")).isGreaterThanOrEqualTo(2));
    await().untilAsserted(() -> assertThat(group.counted("ok")).isPositive());
    assertThat(group.done).containsOnly("a");
  }

  @Test
  void whatWasNotCommittedComesAgainAfterARestart() {
    AtomicInteger tries = new AtomicInteger();
    Mono<Void> outage = Mono.<Void>error(AWAY).doOnError(e -> tries.incrementAndGet());
    group.start(batch -> texts(batch).contains("x") ? outage : group.keep(batch));
    group.publish("x");
    await().until(() -> tries.get() > 0);
    group.stop();
    assertThat(group.done).doesNotContain("x");

    group.start(group::keep);

    await().untilAsserted(() -> assertThat(group.done).contains("x"));
  }

  @Test
  void topicsAreMadeAsSetAndTakeTheLargestRecord() throws Exception {
    byte[] largest = new byte[TopicSettings.MAX_RECORD_BYTES - 4096];
    new Random(1).nextBytes(largest);
    group.start(new ConsumerGroup(group.id, List.of(Topics.ACCOUNT), this::measure));
    group.kafka.produce(Topics.ACCOUNT, group.id, largest);

    await().untilAsserted(() -> assertThat(group.done).contains("" + largest.length));
    String deadLetters = Topics.deadLetter(Topics.ACCOUNT, group.id);
    assertThat(setting(deadLetters, "retention.ms")).isEqualTo("" + Duration.ofDays(15).toMillis());
    assertThat(setting(Topics.IDENTITIES, "cleanup.policy")).isEqualTo("compact");
    assertThat(partitions(deadLetters)).isEqualTo(2);
  }

  // Others' records lie on the topic, too.
  private Mono<Void> measure(List<ConsumerRecord<String, byte[]>> batch) {
    return Mono.fromRunnable(
        () ->
            batch.stream()
                .filter(record -> group.id.equals(record.key()))
                .forEach(record -> group.done.add("" + record.value().length)));
  }

  private String setting(String topic, String name) throws Exception {
    var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    try (Admin admin = group.admin()) {
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
    try (Admin admin = group.admin()) {
      return admin
          .describeTopics(List.of(topic))
          .topicNameValues()
          .get(topic)
          .get()
          .partitions()
          .size();
    }
  }
}

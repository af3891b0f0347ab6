package com.livemargs.whatsapp.events.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.livemargs.whatsapp.events.Topics;
import com.livemargs.whatsapp.events.kafka.EventsConfiguration;
import com.livemargs.whatsapp.events.kafka.TopicProvisioner;
import com.livemargs.whatsapp.testkit.KafkaServer;
import com.livemargs.whatsapp.testkit.PartOfAService;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** How many letters wait for an operator, as metrics tell it. */
class LetterGaugeTest {

  private static KafkaServer kafka;
  private static ConfigurableApplicationContext service;

  private final String topic = "whatsapp.test." + UUID.randomUUID() + ".dlt";
  private final MeterRegistry meters = new SimpleMeterRegistry();
  private final LetterDesk desk = service.getBean(LetterDesk.class);
  private final LetterGauge gauge =
      new LetterGauge(List.of(desk), service.getBean(TopicProvisioner.class), meters);

  /** A service that consumes nothing. */
  @Import({EventsConfiguration.class, DeadLetterConfiguration.class})
  static class Idle {

    @Bean
    MeterRegistry meters() {
      return new SimpleMeterRegistry();
    }
  }

  @BeforeAll
  static void start() {
    kafka = KafkaServer.start();
    service = PartOfAService.start(Idle.class, kafka);
    service.getBean(TopicProvisioner.class).done().block();
  }

  @AfterAll
  static void stop() {
    service.close();
    kafka.close();
  }

  @Test
  void aLetterIsOpenUntilItIsDiscardedAndAgainWhenThatIsTakenBack() {
    kafka.createTopics(2, topic);
    RecordMetadata first = kafka.produce(topic, "key", "first");
    kafka.produce(topic, "other key", "second");
    assertThat(open()).isEqualTo(2);
    assertThat(open()).isEqualTo(2);

    discard(first);
    assertThat(open()).isEqualTo(1);

    String place = topic + "/" + first.partition() + "/" + first.offset();
    kafka.produce(Topics.HANDLED, place, (byte[]) null);
    assertThat(open()).isEqualTo(2);
  }

  @Test
  void aTopicWithoutLettersHasNoneOpen() {
    kafka.createTopics(1, topic);

    assertThat(open()).isZero();
  }

  @Test
  void entriesThatAreAboutNoLetterLeaveTheCountAlone() {
    kafka.createTopics(1, topic);
    kafka.produce(topic, "key", "letter");
    for (String place :
        List.of("no place", topic + "/0/x", topic + "/0/2000000000", topic + "/9/0")) {
      kafka.produce(
          Topics.HANDLED, place, "{\"state\":\"DISCARDED\",\"time\":1,\"operator\":\"x\"}");
    }

    assertThat(open()).isEqualTo(1);
  }

  @Test
  void aTopicThatIsGoneIsUnknownAndOneThatIsMadeAgainBeginsAnew() throws Exception {
    kafka.createTopics(1, topic);
    discard(kafka.produce(topic, "key", "letter"));
    assertThat(open()).isZero();

    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      admin.deleteTopics(List.of(topic)).all().get();
      await().until(() -> !admin.listTopics().names().get().contains(topic));
    }
    assertThat(told()).isNaN();

    kafka.createTopics(1, topic);
    kafka.produce(topic, "key", "another in its place");
    assertThat(open()).isEqualTo(1);
  }

  @Test
  void whileKafkaIsAwayTheNumberIsUnknown() {
    kafka.createTopics(1, topic);
    kafka.produce(topic, "key", "letter");
    assertThat(open()).isEqualTo(1);

    kafka.stop();
    assertThat(told()).isNaN();

    kafka.restart();
    assertThat(open()).isEqualTo(1);
  }

  // A broker that does not answer in time makes it unknown, and a busy machine may be that slow.
  private double open() {
    return await().until(this::told, told -> !told.isNaN());
  }

  private double told() {
    gauge.look().block();
    return meters.get("whatsapp.letters.open").tag("topic", topic).gauge().value();
  }

  private void discard(RecordMetadata letter) {
    String order =
        "{\"topic\":\"%s\",\"partition\":%d,\"offset\":%d,\"dryRun\":false,\"why\":\"a test's\"}"
            .formatted(topic, letter.partition(), letter.offset());
    desk.discard(LetterOrder.parse(order.getBytes(UTF_8)), "operator").block();
  }
}

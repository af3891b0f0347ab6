package com.livemargs.whatsapp.events.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.livemargs.whatsapp.events.Topics;
import com.livemargs.whatsapp.events.deadletter.Letter.State;
import com.livemargs.whatsapp.events.kafka.EventPublisher;
import com.livemargs.whatsapp.events.kafka.EventsConfiguration;
import com.livemargs.whatsapp.events.log.TopicLog;
import com.livemargs.whatsapp.testkit.KafkaServer;
import com.livemargs.whatsapp.testkit.PartOfAService;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** What is remembered of records that were put aside. */
class HandledLettersTest {

  private static final KafkaServer KAFKA = KafkaServer.shared();

  private final String topic = "whatsapp.test." + UUID.randomUUID() + ".dlt";
  private ConfigurableApplicationContext service;
  private HandledLetters handled;

  /** A service that consumes nothing. */
  @Import({EventsConfiguration.class, DeadLetterConfiguration.class})
  static class Idle {

    @Bean
    MeterRegistry meters() {
      return new SimpleMeterRegistry();
    }
  }

  @BeforeEach
  void start() {
    service = PartOfAService.start(Idle.class, KAFKA);
    handled =
        new HandledLetters(service.getBean(TopicLog.class), service.getBean(EventPublisher.class));
    KAFKA.createTopics(1, topic);
  }

  @AfterEach
  void stop() {
    service.close();
  }

  @Test
  void anEntryIsAboutItsRecordAndNotAboutOneInItsPlaceOnATopicThatWasMadeAgain() throws Exception {
    ConsumerRecord<String, byte[]> first = put("first");
    discard(first);
    assertThat(handled.read().of(first)).extracting(Handled::state).isEqualTo(State.DISCARDED);

    try (Admin admin = Admin.create(Map.of("bootstrap.servers", KAFKA.bootstrapServers()))) {
      admin.deleteTopics(List.of(topic)).all().get();
      await().until(() -> !admin.listTopics().names().get().contains(topic));
    }
    KAFKA.createTopics(1, topic);
    ConsumerRecord<String, byte[]> second = put("second");

    assertThat(second.offset()).isEqualTo(first.offset());
    assertThat(handled.read().of(second)).isNull();
    discard(second);
    assertThat(handled.read().of(second)).isNotNull();
  }

  @Test
  void anEntryWithoutAValueIsTakenBackAndOneThatCannotBeReadLeavesTheOthers() {
    ConsumerRecord<String, byte[]> one = put("one");
    ConsumerRecord<String, byte[]> two = put("two");
    ConsumerRecord<String, byte[]> three = put("three");
    ConsumerRecord<String, byte[]> four = put("four");
    ConsumerRecord<String, byte[]> five = put("five");
    List.of(one, two, three, four, five).forEach(this::discard);

    KAFKA.produce(Topics.HANDLED, topic + "/0/" + one.offset(), (byte[]) null);
    KAFKA.produce(Topics.HANDLED, topic + "/0/" + two.offset(), "{\"state\":\"FORWARDED\"}");
    KAFKA.produce(Topics.HANDLED, topic + "/0/" + four.offset(), "null");
    KAFKA.produce(Topics.HANDLED, topic + "/0/" + five.offset(), "{\"time\":1}");
    KAFKA.produce(Topics.HANDLED, "no place", "{\"state\":\"DISCARDED\",\"topicId\":\"x\"}");

    assertThat(handled.read().of(one)).isNull();
    assertThat(handled.read().of(two)).isNull();
    assertThat(handled.read().of(three)).isNotNull();
    assertThat(handled.read().of(four)).isNull();
    assertThat(handled.read().of(five)).isNull();
  }

  private void discard(ConsumerRecord<String, byte[]> letter) {
    Handled entry = new Handled(State.DISCARDED, 1, null, "a test's", "operator", null);
    handled.remember(letter, entry, handled.read()).block();
  }

  private ConsumerRecord<String, byte[]> put(String value) {
    KAFKA.produce(topic, "key", value);
    return KAFKA.drain(topic).getLast();
  }
}

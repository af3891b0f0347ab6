package com.livemargs.whatsapp.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class KafkaServerTest {

  @Test
  void recordsOfSixMebibytesComeBackWithTheirHeaders() {
    KafkaServer kafka = KafkaServer.shared();
    String topic = Machine.uniqueName();
    kafka.createTopics(3, topic);

    kafka.produce(topic, "a", new byte[6 * 1024 * 1024], KafkaServer.header("kind", "large"));
    kafka.produce(topic, null, "small");

    assertThat(kafka.drain(topic))
        .extracting(record -> record.value().length)
        .containsExactlyInAnyOrder(6 << 20, 5);
    assertThat(kafka.drain(topic)).anyMatch(record -> record.headers().lastHeader("kind") != null);
  }

  @Test
  void aRestartedBrokerKeepsPortAndRecords() {
    try (KafkaServer kafka = KafkaServer.start()) {
      kafka.createTopics(1, "kept");
      kafka.produce("kept", "k", "before");

      kafka.stop();
      kafka.restart();
      kafka.produce("kept", "k", "after");

      assertThat(kafka.drain("kept"))
          .map(ConsumerRecord::value)
          .containsExactly("before".getBytes(), "after".getBytes());
    }
  }

  @Test
  void nobodyStopsTheSharedBroker() {
    assertThatThrownBy(KafkaServer.shared()::stop).hasMessageContaining("KafkaServer.start()");
  }
}

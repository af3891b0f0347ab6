package com.livemargs.whatsapp.ingress;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.livemargs.whatsapp.events.EventHeaders;
import com.livemargs.whatsapp.events.Topics;
import com.livemargs.whatsapp.testkit.KafkaServer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** What came to the topics since a moment. */
final class Published {

  private static final List<String> TOPICS =
      List.of(
          Topics.MESSAGES, Topics.STATUSES, Topics.ACCOUNT, Topics.IDENTITIES, Topics.QUARANTINE);

  private final KafkaServer kafka;
  private final Map<TopicPartition, Long> before = new HashMap<>();

  private Published(KafkaServer kafka) {
    this.kafka = kafka;
    for (String topic : TOPICS) {
      for (ConsumerRecord<String, byte[]> record : kafka.drain(topic)) {
        before.put(new TopicPartition(topic, record.partition()), record.offset());
      }
    }
  }

  static Published since(KafkaServer kafka) {
    return new Published(kafka);
  }

  List<ConsumerRecord<String, byte[]>> on(String topic) {
    return kafka.drain(topic).stream().filter(this::isNew).toList();
  }

  private boolean isNew(ConsumerRecord<String, byte[]> record) {
    Long last = before.get(new TopicPartition(record.topic(), record.partition()));
    return last == null || record.offset() > last;
  }

  List<String> values(String topic) {
    return on(topic).stream().map(record -> new String(record.value(), UTF_8)).toList();
  }

  List<@Nullable String> headers(String topic, String header) {
    List<@Nullable String> headers = new ArrayList<>();
    on(topic).forEach(record -> headers.add(EventHeaders.text(record.headers(), header)));
    return headers;
  }

  Map<String, Integer> counts() {
    Map<String, Integer> counts = new HashMap<>();
    TOPICS.forEach(topic -> counts.put(topic, on(topic).size()));
    return counts;
  }
}

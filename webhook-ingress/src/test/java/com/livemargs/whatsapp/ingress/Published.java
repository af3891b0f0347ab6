package com.livemargs.whatsapp.ingress;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.livemargs.whatsapp.events.EventHeaders;
import com.livemargs.whatsapp.events.Topics;
import com.livemargs.whatsapp.testkit.KafkaServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/** What came to the topics since a moment. */
final class Published {

  static final List<String> ITEMS =
      List.of(Topics.MESSAGES, Topics.STATUSES, Topics.ACCOUNT, Topics.QUARANTINE);

  private static final List<String> TOPICS =
      List.of(
          Topics.MESSAGES, Topics.STATUSES, Topics.ACCOUNT, Topics.QUARANTINE, Topics.IDENTITIES);
  private static @Nullable KafkaConsumer<String, byte[]> shared;

  private final KafkaConsumer<String, byte[]> consumer;
  private final Map<TopicPartition, Long> before;

  private Published(KafkaConsumer<String, byte[]> consumer) {
    this.consumer = consumer;
    this.before = Map.copyOf(consumer.endOffsets(consumer.assignment()));
  }

  /** On the broker that all tests share. */
  static synchronized Published since() {
    shared = shared == null ? consumer(KafkaServer.shared()) : shared;
    return new Published(shared);
  }

  /** On a broker of one's own. */
  static Published since(KafkaServer kafka) {
    return new Published(consumer(kafka));
  }

  private static KafkaConsumer<String, byte[]> consumer(KafkaServer kafka) {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers", kafka.bootstrapServers(),
            "fetch.max.wait.ms", 1,
            "max.poll.records", 5_000,
            "reconnect.backoff.max.ms", 200);
    KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
    List<TopicPartition> all = new ArrayList<>();
    for (String topic : TOPICS) {
      consumer
          .partitionsFor(topic)
          .forEach(info -> all.add(new TopicPartition(topic, info.partition())));
    }
    consumer.assign(all);
    return consumer;
  }

  /** Everything that is new, by topic, each partition in its order. */
  Map<String, List<ConsumerRecord<String, byte[]>>> all() {
    Map<String, List<ConsumerRecord<String, byte[]>>> all = new TreeMap<>();
    TOPICS.forEach(topic -> all.put(topic, new ArrayList<>()));
    before.forEach(consumer::seek);
    Map<TopicPartition, Long> ends = consumer.endOffsets(before.keySet());
    while (ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
      for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(50))) {
        all.get(record.topic()).add(record);
      }
    }
    return all;
  }

  List<ConsumerRecord<String, byte[]>> on(String topic) {
    return all().get(topic);
  }

  List<String> values(String topic) {
    return on(topic).stream().map(record -> new String(record.value(), UTF_8)).toList();
  }

  List<String> headers(String topic, String header) {
    return on(topic).stream()
        .map(record -> String.valueOf(EventHeaders.text(record.headers(), header)))
        .toList();
  }

  int count() {
    return all().values().stream().mapToInt(List::size).sum();
  }
}

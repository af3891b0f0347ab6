package com.livemargs.whatsapp.chaos.look;

import com.livemargs.whatsapp.chaos.cluster.Cluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Kafka past our own code: what lies there, who lags, and a way to put anything on a topic. */
public final class Log implements AutoCloseable {

  private static final String DEAD = ".dlt";

  private final Map<String, Object> settings;
  private final Admin admin;
  private final KafkaProducer<byte[], byte[]> producer;

  public Log(Cluster cluster) {
    settings = Map.of("bootstrap.servers", cluster.bootstrapServers(), "max.request.size", 7 << 20);
    admin = Admin.create(Map.of("bootstrap.servers", cluster.bootstrapServers()));
    producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Puts a record there; returns its place once it is acknowledged. */
  public RecordMetadata put(ProducerRecord<byte[], byte[]> record) {
    Future<RecordMetadata> sent = producer.send(record);
    producer.flush();
    return answer(sent);
  }

  /** Places up to which each of these groups has finished. */
  public Map<String, Map<TopicPartition, OffsetAndMetadata>> finished(Set<String> groups) {
    Map<String, ListConsumerGroupOffsetsSpec> asked =
        groups.stream()
            .collect(Collectors.toMap(it -> it, it -> new ListConsumerGroupOffsetsSpec()));
    return answer(admin.listConsumerGroupOffsets(asked).all());
  }

  /** Where each dead-letter partition ends. */
  public Map<TopicPartition, Long> deadEnds() {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      List<TopicPartition> partitions = new ArrayList<>();
      consumer.listTopics().entrySet().stream()
          .filter(topic -> topic.getKey().endsWith(DEAD))
          .flatMap(topic -> topic.getValue().stream())
          .forEach(it -> partitions.add(new TopicPartition(it.topic(), it.partition())));
      return consumer.endOffsets(partitions);
    }
  }

  /** Dead letters that came since. */
  public List<ConsumerRecord<byte[], byte[]>> deadSince(Map<TopicPartition, Long> before) {
    Map<TopicPartition, Long> ends = deadEnds();
    List<ConsumerRecord<byte[], byte[]>> dead = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      consumer.assign(ends.keySet());
      ends.keySet().forEach(it -> consumer.seek(it, before.getOrDefault(it, 0L)));
      while (ends.entrySet().stream()
          .anyMatch(it -> consumer.position(it.getKey()) < it.getValue())) {
        consumer.poll(Duration.ofMillis(200)).forEach(dead::add);
      }
    }
    return dead;
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** Records that some group has yet to finish, over all groups. */
  public long lag() {
    return new Lag(admin).records();
  }

  /** What Kafka answers, once it has. */
  public static <T> T answer(Future<T> asked) {
    try {
      return asked.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    producer.close();
    admin.close();
  }
}

package com.livemargs.whatsapp.testkit;

import static java.util.Comparator.comparingInt;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** What tests write to topics and read from them, on any broker. */
final class KafkaRecords {

  /** 6 MiB and room for key, headers and framing. */
  private static final int MAX_MESSAGE_BYTES = 6 * 1024 * 1024 + 64 * 1024;

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final String bootstrapServers;
  private @Nullable Admin admin;
  private @Nullable KafkaConsumer<String, byte[]> consumer;
  private @Nullable KafkaProducer<String, byte[]> producer;

  KafkaRecords(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
  }

  String bootstrapServers() {
    return bootstrapServers;
  }

  void createTopics(int partitions, List<String> names) {
    Map<String, String> settings = Map.of("max.message.bytes", String.valueOf(MAX_MESSAGE_BYTES));
    Admin admin = admin();
    for (String name : names) {
      create(
          admin, new NewTopic(name, Optional.of(partitions), Optional.empty()).configs(settings));
    }
    await().atMost(PATIENCE).until(() -> areKnown(admin, names));
  }

  private static void create(Admin admin, NewTopic topic) {
    try {
      result(admin.createTopics(List.of(topic)).all().toCompletionStage().toCompletableFuture());
    } catch (TopicExistsException there) {
      // another test made it
    }
  }

  private static boolean areKnown(Admin admin, List<String> names) {
    try {
      return describe(admin, names).stream()
          .flatMap(topic -> topic.partitions().stream())
          .allMatch(partition -> partition.leader() != null);
    } catch (UnknownTopicOrPartitionException notYet) {
      return false;
    }
  }

  private static List<TopicDescription> describe(Admin admin, List<String> names) {
    return List.copyOf(
        result(
                admin
                    .describeTopics(names)
                    .allTopicNames()
                    .toCompletionStage()
                    .toCompletableFuture())
            .values());
  }

  RecordMetadata produce(ProducerRecord<String, byte[]> out) {
    return result(producer().send(out));
  }

  synchronized List<ConsumerRecord<String, byte[]>> drain(String topic) {
    List<TopicPartition> partitions = partitions(topic);
    KafkaConsumer<String, byte[]> consumer = consumer();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    return read(consumer, consumer.endOffsets(partitions));
  }

  private static List<ConsumerRecord<String, byte[]>> read(
      KafkaConsumer<String, byte[]> consumer, Map<TopicPartition, Long> ends) {
    List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("the topic could not be read to its end in " + PATIENCE);
      }
      consumer.poll(Duration.ofMillis(100)).forEach(records::add);
    }
    // The sort is stable: within a partition the order of the offsets stays.
    records.sort(comparingInt(ConsumerRecord::partition));
    return records;
  }

  private List<TopicPartition> partitions(String topic) {
    return describe(admin(), List.of(topic)).stream()
        .flatMap(description -> description.partitions().stream())
        .map(partition -> new TopicPartition(topic, partition.partition()))
        .toList();
  }

  private synchronized Admin admin() {
    if (admin == null) {
      admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
    }
    return admin;
  }

  private synchronized KafkaConsumer<String, byte[]> consumer() {
    if (consumer == null) {
      Map<String, Object> settings =
          Map.of("bootstrap.servers", bootstrapServers, "fetch.max.wait.ms", 50);
      consumer =
          new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
    }
    return consumer;
  }

  private synchronized KafkaProducer<String, byte[]> producer() {
    if (producer == null) {
      Map<String, Object> settings =
          Map.of(
              "bootstrap.servers",
              bootstrapServers,
              "linger.ms",
              0,
              "max.request.size",
              MAX_MESSAGE_BYTES);
      producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    }
    return producer;
  }

  private static <T> T result(Future<T> answer) {
    try {
      return answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    } catch (InterruptedException | TimeoutException e) {
      throw new IllegalStateException("the broker did not answer", e);
    }
  }

  synchronized void close() {
    if (admin != null) {
      admin.close(Duration.ZERO);
      admin = null;
    }
    if (consumer != null) {
      consumer.close(CloseOptions.timeout(Duration.ZERO));
      consumer = null;
    }
    if (producer != null) {
      producer.close(Duration.ZERO);
      producer = null;
    }
  }
}

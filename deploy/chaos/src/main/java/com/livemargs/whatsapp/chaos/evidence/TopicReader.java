package com.livemargs.whatsapp.chaos.evidence;

import com.livemargs.whatsapp.chaos.look.Lag;
import com.livemargs.whatsapp.events.Topics;
import com.livemargs.whatsapp.events.json.Json;
import com.livemargs.whatsapp.events.meta.MessageReader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import tools.jackson.databind.JsonNode;

/** Reads topics from their first record to their last. */
public final class TopicReader {

  private final String bootstrapServers;

  public TopicReader(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
  }

  private interface Question<T> {
    T ask(Admin admin) throws ExecutionException, InterruptedException;
  }

  private <T> T ask(Question<T> question) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      return question.ask(admin);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Records that wait for any group of ours, all groups and topics together. */
  public long lag() {
    return ask(admin -> new Lag(admin).records());
  }

  private static Map<TopicPartition, Long> ends(Admin admin, Set<TopicPartition> partitions)
      throws ExecutionException, InterruptedException {
    return admin
        .listOffsets(
            partitions.stream().collect(Collectors.toMap(it -> it, it -> OffsetSpec.latest())))
        .all()
        .get()
        .entrySet()
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().offset()));
  }

  private static Set<TopicPartition> partitions(Admin admin, String topic)
      throws ExecutionException, InterruptedException {
    return admin.describeTopics(List.of(topic)).allTopicNames().get().values().stream()
        .flatMap(description -> description.partitions().stream())
        .map(partition -> new TopicPartition(topic, partition.partition()))
        .collect(Collectors.toSet());
  }

  /** How many records lie in dead-letter topics and in quarantine, where there are any. */
  public Map<String, Long> aside() {
    return ask(
        admin -> {
          Map<String, Long> aside = new TreeMap<>();
          for (String topic : admin.listTopics().names().get()) {
            if (topic.endsWith(".dlt") || topic.equals(Topics.QUARANTINE)) {
              long records =
                  ends(admin, partitions(admin, topic)).values().stream().mapToLong(it -> it).sum();
              aside.merge(topic, records, Long::sum);
            }
          }
          aside.values().removeIf(records -> records == 0);
          return aside;
        });
  }

  /** Wamids of all messages, by partition, in their order. */
  List<List<String>> arrivals() {
    Map<Integer, List<String>> arrivals = new TreeMap<>();
    readAll(
        Topics.MESSAGES,
        record ->
            arrivals
                .computeIfAbsent(record.partition(), it -> new ArrayList<>())
                .add(wamid(record)));
    return List.copyOf(arrivals.values());
  }

  /** Message ids of sends whose callers were told that the outcome is unknown. */
  Set<String> doubted() {
    Set<String> doubted = new TreeSet<>();
    readAll(
        Topics.OUTBOUND_RESULTS,
        record -> {
          JsonNode result = Json.MAPPER.readTree(record.value());
          if (result.path("type").asString("").equals("message-unknown")) {
            doubted.add(result.path("messageId").asString(""));
          }
        });
    return doubted;
  }

  private void readAll(String topic, Consumer<ConsumerRecord<String, byte[]>> reader) {
    Map<TopicPartition, Long> ends = ask(admin -> ends(admin, partitions(admin, topic)));
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrapServers),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.assign(ends.keySet());
      consumer.seekToBeginning(ends.keySet());
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer.poll(Duration.ofSeconds(1)).forEach(reader);
      }
    }
  }

  private static String wamid(ConsumerRecord<String, byte[]> record) {
    return MessageReader.read(record.value(), Instant.ofEpochMilli(record.timestamp())).wamid();
  }
}

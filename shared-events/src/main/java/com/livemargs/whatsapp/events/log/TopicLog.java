package com.livemargs.whatsapp.events.log;

import com.livemargs.whatsapp.events.kafka.KafkaClients;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.TopicListing;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Reads what topics hold, without a group and without a trace. Every call blocks on the broker:
 * call it where blocking is allowed. A broker that is away is a {@link KafkaException}.
 */
public final class TopicLog {

  private static final Duration POLL = Duration.ofMillis(200);
  private static final long SILENCE_NANOS = Duration.ofSeconds(15).toNanos();

  private final KafkaClients clients;

  public TopicLog(KafkaClients clients) {
    this.clients = clients;
  }

  /**
   * A stretch of one partition.
   *
   * @param from the first offset
   * @param to behind the last
   */
  public record Extent(long from, long to) {

    /** Offsets in it; fewer records where a topic is compacted. */
    public long size() {
      return to - from;
    }
  }

  /** Names of all topics. */
  public Set<String> topics() {
    try (Admin admin = clients.admin()) {
      return answer(admin.listTopics().names());
    }
  }

  /** Ids by the names of all topics; one that is made again has another. */
  public Map<String, String> ids() {
    try (Admin admin = clients.admin()) {
      return answer(admin.listTopics().namesToListings()).values().stream()
          .collect(Collectors.toMap(TopicListing::name, topic -> topic.topicId().toString()));
    }
  }

  private static <T> T answer(KafkaFuture<T> asked) {
    try {
      return asked.get();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new KafkaException(stopped);
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof KafkaException known ? known : new KafkaException(failed);
    }
  }

  /** Ids of all groups that keep a place, with members or without. */
  public List<String> groups() {
    try (Admin admin = clients.admin()) {
      return answer(admin.listGroups().all()).stream().map(GroupListing::groupId).sorted().toList();
    }
  }

  /** How far a group has come; nothing of partitions where it has not begun. */
  public Map<TopicPartition, Long> places(String group) {
    Map<TopicPartition, Long> places = new HashMap<>();
    commits(group).forEach((one, commit) -> places.put(one, commit.offset()));
    return places;
  }

  /** The same with what the group wrote beside its places. */
  public Map<TopicPartition, OffsetAndMetadata> commits(String group) {
    try (Admin admin = clients.admin()) {
      Map<TopicPartition, OffsetAndMetadata> commits =
          new HashMap<>(
              answer(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata()));
      commits.values().removeIf(Objects::isNull);
      return commits;
    }
  }

  /** What these topics hold now; a topic that is not there holds nothing. */
  public Map<TopicPartition, Extent> extents(Collection<String> topics) {
    try (KafkaConsumer<String, byte[]> consumer = consumer()) {
      List<TopicPartition> partitions =
          topics.stream().flatMap(topic -> partitions(consumer, topic).stream()).toList();
      consumer.assign(partitions);
      Map<TopicPartition, Long> begin = consumer.beginningOffsets(partitions);
      Map<TopicPartition, Long> end = consumer.endOffsets(partitions);
      Map<TopicPartition, Extent> extents = new HashMap<>();
      partitions.forEach(one -> extents.put(one, new Extent(offset(begin, one), offset(end, one))));
      return extents;
    }
  }

  /** The first offset at or after a moment, the end where there is none. */
  public Map<TopicPartition, Extent> since(Collection<String> topics, long millis) {
    Map<TopicPartition, Extent> all = extents(topics);
    Map<TopicPartition, Long> wanted = new HashMap<>();
    all.keySet().forEach(one -> wanted.put(one, millis));
    try (KafkaConsumer<String, byte[]> consumer = consumer()) {
      consumer.assign(wanted.keySet());
      Map<TopicPartition, Extent> since = new HashMap<>();
      consumer
          .offsetsForTimes(wanted)
          .forEach(
              (one, found) -> {
                Extent extent = Objects.requireNonNull(all.get(one));
                long from = found == null ? extent.to() : found.offset();
                since.put(one, new Extent(from, extent.to()));
              });
      return since;
    }
  }

  /** Shows every record of these stretches, partition by partition in order, until told to stop. */
  public void read(
      Map<TopicPartition, Extent> extents, Predicate<ConsumerRecord<String, byte[]>> goesOn) {
    Map<TopicPartition, Extent> open = new HashMap<>(extents);
    open.values().removeIf(extent -> extent.size() <= 0);
    if (open.isEmpty()) {
      return;
    }
    try (KafkaConsumer<String, byte[]> consumer = consumer()) {
      consumer.assign(open.keySet());
      open.forEach((one, extent) -> consumer.seek(one, extent.from()));
      long heard = System.nanoTime();
      while (!isDone(consumer, open)) {
        var records = consumer.poll(POLL);
        for (ConsumerRecord<String, byte[]> record : records) {
          if (isWithin(record, open) && !goesOn.test(record)) {
            return;
          }
        }
        // Whoever is shown them may take long; that is no silence of the broker's.
        heard = records.isEmpty() ? requireNews(heard) : System.nanoTime();
      }
    }
  }

  private static boolean isDone(
      KafkaConsumer<String, byte[]> consumer, Map<TopicPartition, Extent> open) {
    return open.entrySet().stream()
        .allMatch(one -> consumer.position(one.getKey()) >= one.getValue().to());
  }

  private static boolean isWithin(
      ConsumerRecord<String, byte[]> record, Map<TopicPartition, Extent> open) {
    Extent extent = open.get(new TopicPartition(record.topic(), record.partition()));
    return extent != null && record.offset() < extent.to();
  }

  private static long requireNews(long heard) {
    if (System.nanoTime() - heard > SILENCE_NANOS) {
      throw new TimeoutException("the broker did not deliver in time");
    }
    return heard;
  }

  private KafkaConsumer<String, byte[]> consumer() {
    Map<String, Object> config = clients.consumerConfig();
    config.remove(ConsumerConfig.GROUP_ID_CONFIG);
    config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 50);
    config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
    return new KafkaConsumer<>(config);
  }

  private static List<TopicPartition> partitions(
      KafkaConsumer<String, byte[]> consumer, String topic) {
    return consumer.partitionsFor(topic).stream()
        .map(info -> new TopicPartition(topic, info.partition()))
        .toList();
  }

  private static long offset(Map<TopicPartition, Long> offsets, TopicPartition one) {
    return Objects.requireNonNull(offsets.get(one));
  }
}

package com.livemargs.whatsapp.persistence.rebuild;

import com.livemargs.whatsapp.events.Topics;
import com.livemargs.whatsapp.events.kafka.FailureClassifier.Failure;
import com.livemargs.whatsapp.events.kafka.KafkaClients;
import com.livemargs.whatsapp.persistence.intake.Intake;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the log from its first record to where it ended at the start, and stores what it says. Its
 * place is committed for a group of its own at the start and after each batch is durable, with the
 * end that it reads to, so that a killed one is found, and goes on under its id where it stopped.
 */
final class Rebuild implements Runnable {

  private static final Logger log = LoggerFactory.getLogger(Rebuild.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int AT_ONCE = 500;
  private static final long PAUSE_MILLIS = 1_000;

  private final KafkaClients clients;
  private final RebuildTarget target;
  private final RebuildProgress progress;
  private volatile boolean stopped;

  Rebuild(KafkaClients clients, RebuildTarget target, RebuildProgress progress) {
    this.clients = clients;
    this.target = target;
    this.progress = progress;
  }

  void stop() {
    stopped = true;
  }

  @Override
  public void run() {
    try (KafkaConsumer<String, byte[]> consumer = consumer()) {
      assign(consumer);
      // Who is whom comes first, so that whoever shows only an id is stored where they belong; and
      // what was stored without knowing that meanwhile is read as well.
      read(consumer, begin(consumer), Rebuild::isLink);
      read(consumer, begin(consumer), partition -> true);
      progress.ended(stopped ? RebuildProgress.State.STOPPED : RebuildProgress.State.DONE);
    } catch (RuntimeException failure) {
      progress.ended(RebuildProgress.State.FAILED);
      log.atError()
          .addKeyValue("store", target.store())
          .addKeyValue("id", progress.id())
          .addKeyValue("failure", failure.getClass().getSimpleName())
          .setCause(failure)
          .log("A rebuild ended early; start it again with its id and it goes on");
    }
  }

  private KafkaConsumer<String, byte[]> consumer() {
    Map<String, Object> config = clients.consumerConfig();
    config.put(ConsumerConfig.GROUP_ID_CONFIG, progress.group());
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, AT_ONCE);
    return new KafkaConsumer<>(config);
  }

  private static boolean isLink(TopicPartition partition) {
    return partition.topic().equals(Topics.IDENTITIES);
  }

  private void read(
      KafkaConsumer<String, byte[]> consumer,
      Map<TopicPartition, Long> ends,
      Predicate<TopicPartition> wanted) {
    Set<TopicPartition> now =
        ends.keySet().stream().filter(wanted).collect(Collectors.toUnmodifiableSet());
    consumer.pause(ends.keySet());
    consumer.resume(now);
    while (!stopped && progress.isOpen(now)) {
      ConsumerRecords<String, byte[]> polled = consumer.poll(POLL);
      take(within(polled, ends));
      commit(consumer, ends);
    }
  }

  private static void assign(KafkaConsumer<String, byte[]> consumer) {
    List<TopicPartition> partitions = new ArrayList<>();
    for (String topic : Intake.TOPICS) {
      consumer
          .partitionsFor(topic)
          .forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
    }
    consumer.assign(partitions);
  }

  private Map<TopicPartition, Long> begin(KafkaConsumer<String, byte[]> consumer) {
    Set<TopicPartition> partitions = consumer.assignment();
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    Map<TopicPartition, OffsetAndMetadata> places = new HashMap<>();
    for (TopicPartition one : partitions) {
      long end = Objects.requireNonNull(ends.get(one));
      long place = consumer.position(one);
      progress.begins(one, place, end);
      places.put(one, KeptRebuilds.place(place, end));
    }
    consumer.commitSync(places);
    return ends;
  }

  private static List<ConsumerRecord<String, byte[]>> within(
      ConsumerRecords<String, byte[]> polled, Map<TopicPartition, Long> ends) {
    List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
    for (ConsumerRecord<String, byte[]> record : polled) {
      Long end = ends.get(new TopicPartition(record.topic(), record.partition()));
      if (end != null && record.offset() < end) {
        records.add(record);
      }
    }
    return records;
  }

  private void take(List<ConsumerRecord<String, byte[]>> records) {
    if (!records.isEmpty() && !stored(records)) {
      for (ConsumerRecord<String, byte[]> record : records) {
        if (!stored(List.of(record))) {
          // Its group put it among the dead letters when it read it.
          progress.skipped();
        }
      }
    }
    progress.read(records.size());
  }

  /** Waits outages out; false when the store does not take these records. */
  private boolean stored(List<ConsumerRecord<String, byte[]>> records) {
    while (!stopped) {
      try {
        target.restore().handle(records).block(PATIENCE);
        return true;
      } catch (RuntimeException failure) {
        if (!isOutage(failure)) {
          return false;
        }
        rest();
      }
    }
    throw new IllegalStateException("the rebuild was stopped");
  }

  private boolean isOutage(RuntimeException failure) {
    boolean late = String.valueOf(failure.getMessage()).startsWith("Timeout on blocking read");
    return late || target.failures().classify(failure) == Failure.OUTAGE;
  }

  private static void rest() {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stop);
    }
  }

  private void commit(KafkaConsumer<String, byte[]> consumer, Map<TopicPartition, Long> ends) {
    Map<TopicPartition, OffsetAndMetadata> places = new HashMap<>();
    ends.forEach(
        (one, end) -> {
          long place = Math.min(consumer.position(one), end);
          if (progress.comesTo(one, place)) {
            places.put(one, KeptRebuilds.place(place, end));
          }
        });
    if (!places.isEmpty()) {
      consumer.commitSync(places);
    }
  }
}

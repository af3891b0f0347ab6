package com.livemargs.whatsapp.load.store;

import com.livemargs.whatsapp.load.process.Ports;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/**
 * How far consumer groups have come. An offset is committed only after its records are durable in
 * the group's store, so a group without a lag has stored all of them, and asking the broker costs
 * the stores nothing.
 */
public final class Groups implements AutoCloseable {

  private final Admin admin;

  /** Asks this broker. */
  public Groups(String bootstrapServers) {
    admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
  }

  /** The ends of these topics. */
  public Map<TopicPartition, Long> ends(List<String> topics) {
    Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
    of(admin.describeTopics(topics).allTopicNames())
        .values()
        .forEach(
            topic ->
                topic
                    .partitions()
                    .forEach(
                        one ->
                            wanted.put(
                                new TopicPartition(topic.name(), one.partition()),
                                OffsetSpec.latest())));
    Map<TopicPartition, Long> ends = new HashMap<>();
    of(admin.listOffsets(wanted).all()).forEach((at, found) -> ends.put(at, found.offset()));
    return ends;
  }

  /** Records before these ends that the group has not committed. */
  public long lag(String group, Map<TopicPartition, Long> ends) {
    Map<TopicPartition, OffsetAndMetadata> committed =
        of(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
    return ends.entrySet().stream()
        .mapToLong(
            end -> {
              OffsetAndMetadata at = committed.get(end.getKey());
              return Math.max(0, end.getValue() - (at == null ? 0 : at.offset()));
            })
        .sum();
  }

  /** Waits until the group has come to these ends, and says when that was seen. */
  public long reach(String group, Map<TopicPartition, Long> ends, Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (lag(group, ends) > 0) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(group + " still lags by " + lag(group, ends));
      }
      Ports.pause(Duration.ofMillis(10));
    }
    return System.nanoTime();
  }

  private static <T> T of(KafkaFuture<T> future) {
    try {
      return future.get();
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    admin.close();
  }
}

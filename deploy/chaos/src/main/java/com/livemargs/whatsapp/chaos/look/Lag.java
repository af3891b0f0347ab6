package com.livemargs.whatsapp.chaos.look;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/**
 * Records that some group has yet to finish. A group that has finished anything of a topic is to
 * finish all of it: a partition of which it has finished nothing yet counts from its beginning.
 */
public final class Lag {

  private final Admin admin;

  public Lag(Admin admin) {
    this.admin = admin;
  }

  /** Of all groups and topics together. */
  public long records() {
    long lag = 0;
    for (GroupListing group : Log.answer(admin.listGroups().all())) {
      lag += of(group.groupId());
    }
    return lag;
  }

  private long of(String group) {
    Map<TopicPartition, Long> finished = new HashMap<>();
    Log.answer(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
        .forEach(
            (partition, offset) -> {
              if (offset != null) {
                finished.put(partition, offset.offset());
              }
            });
    Set<TopicPartition> all = new HashSet<>(finished.keySet());
    partitions(finished.keySet().stream().map(TopicPartition::topic).toList()).forEach(all::add);
    Map<TopicPartition, Long> begins = offsets(all, OffsetSpec.earliest());
    Map<TopicPartition, Long> ends = offsets(all, OffsetSpec.latest());
    return all.stream()
        .mapToLong(
            it -> at(ends, it) - (finished.containsKey(it) ? at(finished, it) : at(begins, it)))
        .map(open -> Math.max(0, open))
        .sum();
  }

  private static long at(Map<TopicPartition, Long> offsets, TopicPartition partition) {
    return Objects.requireNonNull(offsets.get(partition));
  }

  private Stream<TopicPartition> partitions(List<String> topics) {
    return Log.answer(admin.describeTopics(Set.copyOf(topics)).allTopicNames()).values().stream()
        .flatMap(
            topic ->
                topic.partitions().stream()
                    .map(it -> new TopicPartition(topic.name(), it.partition())));
  }

  private Map<TopicPartition, Long> offsets(Set<TopicPartition> partitions, OffsetSpec spec) {
    Map<TopicPartition, OffsetSpec> asked =
        partitions.stream().collect(Collectors.toMap(it -> it, it -> spec));
    return Log.answer(admin.listOffsets(asked).all()).entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, it -> it.getValue().offset()));
  }
}

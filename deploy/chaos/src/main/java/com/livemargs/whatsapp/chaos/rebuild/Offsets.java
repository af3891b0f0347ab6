package com.livemargs.whatsapp.chaos.rebuild;

import com.livemargs.whatsapp.chaos.cluster.Cluster;
import com.livemargs.whatsapp.chaos.look.Log;
import com.livemargs.whatsapp.events.Topics;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** Where topics end and where a group stands in them, as the broker has it. */
final class Offsets implements AutoCloseable {

  /** What a rebuild reads. */
  static final List<String> LOG =
      List.of(
          Topics.MESSAGES,
          Topics.STATUSES,
          Topics.ACCOUNT,
          Topics.IDENTITIES,
          Topics.MEDIA,
          Topics.OUTBOUND_RESULTS);

  private final Admin admin;

  Offsets(Cluster cluster) {
    admin = Admin.create(Map.of("bootstrap.servers", cluster.bootstrapServers()));
  }

  Map<TopicPartition, Long> ends(Collection<String> topics) {
    Map<TopicPartition, OffsetSpec> latest =
        Log.answer(admin.describeTopics(topics).allTopicNames()).values().stream()
            .flatMap(
                topic ->
                    topic.partitions().stream()
                        .map(one -> new TopicPartition(topic.name(), one.partition())))
            .collect(Collectors.toMap(one -> one, one -> OffsetSpec.latest()));
    return Log.answer(admin.listOffsets(latest).all()).entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, one -> one.getValue().offset()));
  }

  /** Behind the last record, over all partitions. */
  long end(String topic) {
    return sum(ends(List.of(topic)));
  }

  /** What a group has committed; nothing of partitions where it has not begun. */
  Map<TopicPartition, Long> places(String group) {
    return Log.answer(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
        .entrySet()
        .stream()
        .filter(one -> one.getValue() != null)
        .collect(Collectors.toMap(Map.Entry::getKey, one -> one.getValue().offset()));
  }

  /** Takes a group away that reads no more: it would lag behind for ever. */
  void forget(String group) {
    if (!places(group).isEmpty()) {
      Log.answer(admin.deleteConsumerGroups(List.of(group)).all());
    }
  }

  static long sum(Map<TopicPartition, Long> offsets) {
    return offsets.values().stream().mapToLong(Long::longValue).sum();
  }

  static long left(Map<TopicPartition, Long> ends, Map<TopicPartition, Long> places) {
    return ends.entrySet().stream()
        .mapToLong(end -> Math.max(0, end.getValue() - places.getOrDefault(end.getKey(), 0L)))
        .sum();
  }

  @Override
  public void close() {
    admin.close();
  }
}

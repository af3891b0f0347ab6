package com.livemargs.whatsapp.events.progress;

import com.livemargs.whatsapp.events.progress.GroupProgress.PartitionLag;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Asks the broker how far groups are behind. */
final class OffsetLags {

  // Nobody can read on while a transaction is open.
  private static final ListOffsetsOptions WHAT_IS_READ =
      new ListOffsetsOptions(IsolationLevel.READ_COMMITTED);

  private final Admin admin;

  OffsetLags(Admin admin) {
    this.admin = admin;
  }

  /** The lags of these partitions of a group; fails when the broker does not answer. */
  Map<TopicPartition, PartitionLag> of(String group, Collection<TopicPartition> partitions)
      throws ExecutionException, InterruptedException {
    if (partitions.isEmpty()) {
      return Map.of();
    }
    Map<TopicPartition, OffsetAndMetadata> committed =
        admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
    var ends = offsets(partitions, OffsetSpec.latest());
    var starts = offsets(partitions, OffsetSpec.earliest());
    Map<TopicPartition, PartitionLag> lags = new HashMap<>();
    ends.forEach(
        (partition, end) ->
            lags.put(partition, lag(committed.get(partition), starts.get(partition), end)));
    return lags;
  }

  // What retention took away is behind nobody.
  private static PartitionLag lag(
      @Nullable OffsetAndMetadata committed,
      @Nullable ListOffsetsResultInfo start,
      ListOffsetsResultInfo end) {
    long from = start == null ? 0 : start.offset();
    long at = committed == null ? -1 : committed.offset();
    return new PartitionLag(at, Math.max(0, end.offset() - Math.max(at, from)));
  }

  private Map<TopicPartition, ListOffsetsResultInfo> offsets(
      Collection<TopicPartition> partitions, OffsetSpec which)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    partitions.forEach(partition -> asked.put(partition, which));
    return admin.listOffsets(asked, WHAT_IS_READ).all().get();
  }
}

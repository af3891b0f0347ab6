package com.livemargs.whatsapp.events.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Commits what is nobody's record: the marker at the end of a transaction, and what was aborted,
 * take offsets and would be waited for like records. Only a partition that has nothing in hand is
 * looked at. The container's own way ({@code fixTxOffsets}) commits as well when it closes a
 * consumer, and then past records that were fetched and never handled.
 */
final class CommittedPositions {

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final long HANDLED = -1;

  private final Map<TopicPartition, Long> committed = new ConcurrentHashMap<>();

  /** These were handled; the container commits them before it polls again. */
  void handled(List<ConsumerRecord<String, byte[]>> batch) {
    for (ConsumerRecord<String, byte[]> record : batch) {
      committed.put(new TopicPartition(record.topic(), record.partition()), HANDLED);
    }
  }

  /**
   * No record of this partition came for a while: all that was fetched was handled, or is fetched
   * again. A slow batch's own commit may be still to come, and goes back behind this one; so the
   * first is made again.
   */
  void idle(TopicPartition partition, Consumer<?, ?> consumer) {
    boolean first = committed.remove(partition, HANDLED);
    try {
      long position = consumer.position(partition, Duration.ZERO);
      if (!Long.valueOf(position).equals(committed.get(partition))) {
        consumer.commitSync(Map.of(partition, new OffsetAndMetadata(position)), PATIENCE);
        if (!first) {
          committed.put(partition, position);
        }
      }
    } catch (KafkaException later) {
      committed.remove(partition);
    }
  }
}

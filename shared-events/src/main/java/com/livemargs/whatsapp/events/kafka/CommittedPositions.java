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

  private final Map<TopicPartition, Long> committed = new ConcurrentHashMap<>();

  /** These were handled; the container commits them. */
  void handled(List<ConsumerRecord<String, byte[]>> batch) {
    for (ConsumerRecord<String, byte[]> record : batch) {
      TopicPartition partition = new TopicPartition(record.topic(), record.partition());
      committed.put(partition, record.offset() + 1);
    }
  }

  /** All that was fetched of this partition was handled, or is fetched again. */
  void idle(TopicPartition partition, Consumer<?, ?> consumer) {
    try {
      long position = consumer.position(partition, Duration.ZERO);
      if (!Long.valueOf(position).equals(committed.get(partition))) {
        consumer.commitSync(Map.of(partition, new OffsetAndMetadata(position)), PATIENCE);
        committed.put(partition, position);
      }
    } catch (KafkaException later) {
      committed.remove(partition);
    }
  }
}

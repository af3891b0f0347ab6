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

  private final Map<TopicPartition, Committed> committed = new ConcurrentHashMap<>();

  /**
   * As far as a partition is known to be committed.
   *
   * @param pending whether the container's own commit of this may be still to come
   */
  private record Committed(long offset, boolean pending) {}

  /** These were handled; the container commits them before it polls again. */
  void handled(List<ConsumerRecord<String, byte[]>> batch) {
    for (int i = 0; i < batch.size(); i++) {
      ConsumerRecord<String, byte[]> record = batch.get(i);
      // A batch holds one partition after the other.
      if (i + 1 == batch.size() || !isOfOnePartition(record, batch.get(i + 1))) {
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        committed.put(partition, new Committed(record.offset() + 1, true));
      }
    }
  }

  private static boolean isOfOnePartition(ConsumerRecord<?, ?> one, ConsumerRecord<?, ?> other) {
    return one.partition() == other.partition() && one.topic().equals(other.topic());
  }

  /**
   * No record of this partition came for a while: all that was fetched was handled, or is fetched
   * again. This is told at the end of a slow batch, too, whose own commit comes after it and goes
   * back behind it; so the first commit is made again.
   */
  void idle(TopicPartition partition, Consumer<?, ?> consumer) {
    Committed last = committed.get(partition);
    try {
      long position = consumer.position(partition, Duration.ZERO);
      if (last == null || last.offset() != position) {
        consumer.commitSync(Map.of(partition, new OffsetAndMetadata(position)), PATIENCE);
        long known = last != null && last.pending() ? last.offset() : position;
        committed.put(partition, new Committed(known, false));
      }
    } catch (KafkaException later) {
      committed.remove(partition);
    }
  }
}

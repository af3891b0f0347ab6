package com.livemargs.whatsapp.events.replay;

import com.livemargs.whatsapp.events.EventHeaders;
import com.livemargs.whatsapp.events.LetterHeaders;
import com.livemargs.whatsapp.events.log.TopicLog;
import com.livemargs.whatsapp.events.log.TopicLog.Extent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Finds the whole record of a letter that holds only the beginning of its value: at the topic,
 * partition and offset that the letter names, as long as it lies there.
 */
final class CutLetters {

  private final TopicLog log;

  CutLetters(TopicLog log) {
    this.log = log;
  }

  static boolean isCut(ConsumerRecord<String, byte[]> letter) {
    return letter.headers().lastHeader(LetterHeaders.VALUE_BYTES) != null;
  }

  /** The record that was put aside; empty when another one or none lies there. Blocks. */
  Optional<ConsumerRecord<String, byte[]>> whole(ConsumerRecord<String, byte[]> letter) {
    String topic = EventHeaders.text(letter.headers(), LetterHeaders.TOPIC);
    Long partition = LetterHeaders.number(letter, LetterHeaders.PARTITION);
    Long offset = LetterHeaders.number(letter, LetterHeaders.OFFSET);
    if (topic == null || partition == null || offset == null) {
      return Optional.empty();
    }
    return at(new TopicPartition(topic, partition.intValue()), offset)
        .filter(record -> isThatOf(letter, record));
  }

  private Optional<ConsumerRecord<String, byte[]>> at(TopicPartition partition, long offset) {
    Extent all = log.extents(List.of(partition.topic())).get(partition);
    if (all == null || offset < all.from() || offset >= all.to()) {
      return Optional.empty();
    }
    AtomicReference<ConsumerRecord<String, byte[]>> found = new AtomicReference<>();
    log.read(
        Map.of(partition, new Extent(offset, offset + 1)),
        record -> {
          found.set(record);
          return false;
        });
    return Optional.ofNullable(found.get());
  }

  // On a topic that was made again other records lie at the same offsets.
  private static boolean isThatOf(
      ConsumerRecord<String, byte[]> letter, ConsumerRecord<String, byte[]> record) {
    byte[] value = record.value() == null ? new byte[0] : record.value();
    byte[] kept = letter.value() == null ? new byte[0] : letter.value();
    Long bytes = LetterHeaders.number(letter, LetterHeaders.VALUE_BYTES);
    Long time = LetterHeaders.number(letter, LetterHeaders.TIMESTAMP);
    return bytes != null
        && bytes == value.length
        && time != null
        && time == record.timestamp()
        && isBegunBy(letter.key(), record.key())
        && Arrays.mismatch(kept, Arrays.copyOf(value, kept.length)) < 0;
  }

  private static boolean isBegunBy(@Nullable String kept, @Nullable String key) {
    return kept == null ? key == null : key != null && key.startsWith(kept);
  }
}

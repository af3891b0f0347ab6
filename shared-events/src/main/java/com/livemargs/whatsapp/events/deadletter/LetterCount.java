package com.livemargs.whatsapp.events.deadletter;

import com.livemargs.whatsapp.events.log.TopicLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** How much lies on a topic of records that were put aside, and what became of it. */
record LetterCount(String topic, long records, long open, long replayed, long discarded) {

  /** Of every topic of a box; blocks on the broker. */
  static List<LetterCount> of(LetterBox box, HandledLetters.Known known) {
    List<LetterCount> counts = new ArrayList<>();
    for (String topic : box.topics()) {
      var extents = box.extents(List.of(topic));
      long records = extents.values().stream().mapToLong(TopicLog.Extent::size).sum();
      long replayed = count(known.entries(), extents, Letter.State.REPLAYED);
      long discarded = count(known.entries(), extents, Letter.State.DISCARDED);
      counts.add(
          new LetterCount(topic, records, records - replayed - discarded, replayed, discarded));
    }
    return counts;
  }

  // Entries may outlive what they speak of.
  private static long count(
      Map<String, Handled> known,
      Map<TopicPartition, TopicLog.Extent> extents,
      Letter.State state) {
    return known.entrySet().stream()
        .filter(entry -> entry.getValue().state() == state)
        .filter(
            entry ->
                extents.entrySet().stream()
                    .anyMatch(one -> isWithin(entry.getKey(), one.getKey(), one.getValue())))
        .count();
  }

  private static boolean isWithin(String key, TopicPartition partition, TopicLog.Extent extent) {
    String prefix = partition.topic() + "/" + partition.partition() + "/";
    if (!key.startsWith(prefix)) {
      return false;
    }
    long offset = Long.parseLong(key.substring(prefix.length()));
    return offset >= extent.from() && offset < extent.to();
  }
}

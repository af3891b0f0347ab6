package com.livemargs.whatsapp.events.deadletter;

import com.livemargs.whatsapp.events.log.TopicLog;
import com.livemargs.whatsapp.events.log.TopicLog.Extent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** The topics that hold records which were put aside. Every call blocks on the broker. */
final class LetterBox {

  /** What a search holds in memory at most. */
  private static final long MOST_BYTES = 32L << 20;

  private final TopicLog log;
  private final Predicate<String> holdsLetters;

  LetterBox(TopicLog log, Predicate<String> holdsLetters) {
    this.log = log;
    this.holdsLetters = holdsLetters;
  }

  /** Records found, and whether there are more. */
  record Found(List<ConsumerRecord<String, byte[]>> records, boolean more) {}

  List<String> topics() {
    return log.topics().stream().filter(holdsLetters).sorted().toList();
  }

  boolean isHere(String topic) {
    return holdsLetters.test(topic);
  }

  Map<TopicPartition, Extent> extents(Collection<String> topics) {
    return log.extents(topics);
  }

  /** The first records that are wanted, within limits of number and memory. */
  Found find(LetterFilter filter, Predicate<ConsumerRecord<String, byte[]>> wanted) {
    Map<TopicPartition, Extent> places = places(filter);
    List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
    AtomicLong bytes = new AtomicLong();
    boolean[] more = {false};
    log.read(
        places,
        record -> {
          if (wanted.test(record)) {
            more[0] = found.size() == filter.most() || bytes.get() > MOST_BYTES;
            if (!more[0]) {
              found.add(record);
              bytes.addAndGet(Math.max(record.serializedValueSize(), 0));
            }
          }
          return !more[0];
        });
    return new Found(found, more[0]);
  }

  private Map<TopicPartition, Extent> places(LetterFilter filter) {
    String topic = filter.topic();
    Map<TopicPartition, Extent> places = log.extents(topic == null ? topics() : List.of(topic));
    Integer partition = filter.partition();
    if (partition != null) {
      places.keySet().removeIf(one -> one.partition() != partition);
    }
    Long offset = filter.offset();
    if (offset != null) {
      places.replaceAll((one, all) -> only(offset, all));
    }
    return places;
  }

  private static Extent only(long offset, Extent all) {
    boolean there = offset >= all.from() && offset < all.to();
    return there ? new Extent(offset, offset + 1) : new Extent(all.to(), all.to());
  }
}

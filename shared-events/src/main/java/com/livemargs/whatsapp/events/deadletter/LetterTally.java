package com.livemargs.whatsapp.events.deadletter;

import com.livemargs.whatsapp.events.deadletter.HandledLetters.Place;
import com.livemargs.whatsapp.events.log.TopicLog.Extent;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Counts the letters of a box. Letters are counted by offsets, what became of them by a bit each,
 * and a count reads on where the one before it ended: it may be asked every minute.
 */
final class LetterTally {

  private final LetterBox box;
  private final HandledLetters handled;
  private final Map<TopicPartition, BitSet> replayed = new HashMap<>();
  private final Map<TopicPartition, BitSet> discarded = new HashMap<>();
  private Map<String, String> topicIds = Map.of();
  private Map<TopicPartition, Extent> read = Map.of();

  LetterTally(LetterBox box, HandledLetters handled) {
    this.box = box;
    this.handled = handled;
  }

  /** How much lies on a topic of records that were put aside, and what became of it. */
  record Count(String topic, long records, long open, long replayed, long discarded) {}

  /** Of every topic of the box; blocks on the broker. */
  synchronized List<Count> count() {
    beginAnewWhenTopicsAreOthers();
    // In this order what has been said is about letters within their extents.
    Map<TopicPartition, Extent> said = handled.extents();
    List<String> topics = topicIds.keySet().stream().filter(box::isHere).sorted().toList();
    Map<TopicPartition, Extent> letters = box.extents(topics);
    handled.read(unread(said), topicIds, (place, what) -> mark(place, what, letters));
    read = said;
    return count(topics, letters);
  }

  private void beginAnewWhenTopicsAreOthers() {
    Map<String, String> now = handled.topicIds();
    if (!now.equals(topicIds)) {
      replayed.clear();
      discarded.clear();
      read = Map.of();
      topicIds = now;
    }
  }

  private Map<TopicPartition, Extent> unread(Map<TopicPartition, Extent> said) {
    Map<TopicPartition, Extent> unread = new HashMap<>(said);
    unread.replaceAll(
        (one, all) -> {
          Extent before = read.get(one);
          return before == null ? all : new Extent(Math.max(all.from(), before.to()), all.to());
        });
    return unread;
  }

  private void mark(Place place, @Nullable Handled what, Map<TopicPartition, Extent> letters) {
    Extent there = letters.get(place.partition());
    if (there == null || place.offset() < there.from() || place.offset() >= there.to()) {
      return;
    }
    Letter.State state = what == null ? Letter.State.OPEN : what.state();
    int bit = Math.toIntExact(place.offset());
    bits(replayed, place.partition()).set(bit, state == Letter.State.REPLAYED);
    bits(discarded, place.partition()).set(bit, state == Letter.State.DISCARDED);
  }

  private static BitSet bits(Map<TopicPartition, BitSet> marks, TopicPartition partition) {
    return marks.computeIfAbsent(partition, none -> new BitSet());
  }

  private List<Count> count(List<String> topics, Map<TopicPartition, Extent> letters) {
    List<Count> counts = new ArrayList<>();
    for (String topic : topics) {
      Map<TopicPartition, Extent> here = new HashMap<>(letters);
      here.keySet().removeIf(one -> !one.topic().equals(topic));
      long records = here.values().stream().mapToLong(Extent::size).sum();
      long again = marked(replayed, here);
      long gone = marked(discarded, here);
      counts.add(new Count(topic, records, records - again - gone, again, gone));
    }
    return counts;
  }

  // Marks outlive the letters that have gone with their segments.
  private static long marked(
      Map<TopicPartition, BitSet> marks, Map<TopicPartition, Extent> extents) {
    return extents.entrySet().stream()
        .mapToLong(
            one -> {
              Extent there = one.getValue();
              return bits(marks, one.getKey())
                  .get(Math.toIntExact(there.from()), Math.toIntExact(there.to()))
                  .cardinality();
            })
        .sum();
  }
}

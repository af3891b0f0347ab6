package com.livemargs.whatsapp.persistence.rebuild;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** How far a rebuild came; written by its thread, read by operators. */
final class RebuildProgress {

  /** Where it stands. */
  enum State {
    RUNNING,
    DONE,
    STOPPED,
    FAILED,
    /** Its process ended before it did; or another instance runs it, which cannot be told. */
    INTERRUPTED
  }

  private record Stretch(long from, long at, long to) {}

  /**
   * What an operator sees.
   *
   * @param startedAt in milliseconds; null when it was not this process that began it
   * @param records read in this run, or null likewise
   * @param skipped of them, that the store does not take, or null likewise
   * @param left offsets to go, by topic
   */
  record View(
      String id,
      String store,
      String group,
      State state,
      @Nullable Long startedAt,
      @Nullable Long records,
      @Nullable Long skipped,
      Map<String, Long> left) {}

  private final String id;
  private final String store;
  private final long startedAt = System.currentTimeMillis();
  private final Map<TopicPartition, Stretch> stretches = new ConcurrentHashMap<>();
  private final AtomicLong records = new AtomicLong();
  private final AtomicLong skipped = new AtomicLong();
  private volatile State state = State.RUNNING;

  RebuildProgress(String id, String store) {
    this.id = id;
    this.store = store;
  }

  String id() {
    return id;
  }

  String store() {
    return store;
  }

  /** The consumer group that keeps the place. */
  String group() {
    return group(store, id);
  }

  static String group(String store, String id) {
    return "persistence-" + store + "-rebuild-" + id;
  }

  void begins(TopicPartition partition, long from, long to) {
    stretches.put(partition, new Stretch(from, from, to));
  }

  boolean isOpen(Collection<TopicPartition> partitions) {
    return partitions.stream()
        .map(stretches::get)
        .anyMatch(one -> one != null && one.at() < one.to());
  }

  boolean isRunning() {
    return state == State.RUNNING;
  }

  /** Whether that is news. */
  boolean comesTo(TopicPartition partition, long place) {
    Stretch before = stretches.get(partition);
    if (before == null || before.at() >= place) {
      return false;
    }
    stretches.put(partition, new Stretch(before.from(), place, before.to()));
    return true;
  }

  void read(int more) {
    records.addAndGet(more);
  }

  void skipped() {
    skipped.incrementAndGet();
  }

  void ended(State how) {
    state = how;
  }

  View view() {
    Map<String, Long> left = new TreeMap<>();
    stretches.forEach(
        (one, stretch) ->
            left.merge(one.topic(), Math.max(0, stretch.to() - stretch.at()), Long::sum));
    return new View(id, store, group(), state, startedAt, records.get(), skipped.get(), left);
  }
}

package com.livemargs.whatsapp.chaos.poison;

import com.livemargs.whatsapp.chaos.process.Wait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** How long each group takes to finish records, by the places that it commits. */
final class Passing {

  private static final Duration STEP = Duration.ofMillis(20);

  private final Function<Set<String>, Map<String, Map<TopicPartition, OffsetAndMetadata>>> finished;
  private final List<Mark> open = new ArrayList<>();
  private final List<Passed> passed = new ArrayList<>();

  Passing(Function<Set<String>, Map<String, Map<TopicPartition, OffsetAndMetadata>>> finished) {
    this.finished = finished;
  }

  private record Mark(
      String behind, String group, TopicPartition partition, long offset, long sent) {

    boolean isPassed(Map<String, Map<TopicPartition, OffsetAndMetadata>> places) {
      OffsetAndMetadata place = places.getOrDefault(group, Map.of()).get(partition);
      return place != null && place.offset() > offset;
    }

    @Override
    public String toString() {
      return behind + " in " + group;
    }
  }

  private record Passed(Mark mark, long nanos) {}

  /**
   * A record was put there now, and these groups are to finish it.
   *
   * @param behind what it stands behind
   */
  void expect(String behind, Collection<String> groups, TopicPartition partition, long offset) {
    long now = System.nanoTime();
    groups.forEach(group -> open.add(new Mark(behind, group, partition, offset, now)));
  }

  /** Looks until all groups have finished all, at most for so long. */
  void look(Duration atMost) {
    Wait.until(atMost, STEP, this::allHavePassed);
  }

  private boolean allHavePassed() {
    Set<String> groups = open.stream().map(Mark::group).collect(Collectors.toSet());
    if (!groups.isEmpty()) {
      Map<String, Map<TopicPartition, OffsetAndMetadata>> places = finished.apply(groups);
      long now = System.nanoTime();
      List<Mark> behind = open.stream().filter(mark -> mark.isPassed(places)).toList();
      behind.forEach(mark -> passed.add(new Passed(mark, now - mark.sent())));
      open.removeAll(behind);
    }
    return open.isEmpty();
  }

  /** What has not been finished: behind what, and by whom. */
  List<String> missing() {
    return open.stream().map(Mark::toString).toList();
  }

  long medianMillis() {
    List<Long> sorted = passed.stream().map(Passed::nanos).sorted().toList();
    return sorted.isEmpty() ? 0 : TimeUnit.NANOSECONDS.toMillis(sorted.get(sorted.size() / 2));
  }

  long slowestMillis() {
    return passed.stream()
        .mapToLong(it -> TimeUnit.NANOSECONDS.toMillis(it.nanos()))
        .max()
        .orElse(0);
  }

  /** The one that took longest: behind what, and in which group. */
  String slowest() {
    return passed.stream()
        .max(Comparator.comparingLong(Passed::nanos))
        .map(it -> it.mark().toString())
        .orElse("");
  }
}

package com.livemargs.whatsapp.persistence.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** How many messages a store holds in each five minutes, and their hash. */
final class Windows {

  private static final long LENGTH_MILLIS = Duration.ofMinutes(5).toMillis();

  private record Sum(long count, Fingerprint hash) {

    Sum plus(Sum other) {
      return new Sum(count + other.count, hash.plus(other.hash));
    }
  }

  private final Map<Long, Sum> sums = new HashMap<>();
  private long count;

  void add(Entry entry) {
    Fingerprint identified = Fingerprint.of(entry.messageId(), entry.fingerprint().value());
    sums.merge(of(entry.timestamp()), new Sum(1, identified), Sum::plus);
    count++;
  }

  long count() {
    return count;
  }

  /** Windows next to each other, to be read in one go. */
  record Stretch(List<Long> windows) {

    Instant from() {
      return Instant.ofEpochMilli(windows.getFirst() * LENGTH_MILLIS);
    }

    Instant to() {
      return Instant.ofEpochMilli((windows.getLast() + 1) * LENGTH_MILLIS);
    }
  }

  /** The windows that are not the same in both, in stretches of about so many messages at most. */
  List<Stretch> differing(Windows other, long most) {
    List<Stretch> stretches = new ArrayList<>();
    List<Long> open = new ArrayList<>();
    long messages = 0;
    for (Long window : new TreeSet<>(differing(other))) {
      long more = Math.max(size(window), other.size(window));
      if (!open.isEmpty() && messages + more > most) {
        stretches.add(new Stretch(List.copyOf(open)));
        open.clear();
        messages = 0;
      }
      open.add(window);
      messages += more;
    }
    if (!open.isEmpty()) {
      stretches.add(new Stretch(List.copyOf(open)));
    }
    return stretches;
  }

  private long size(Long window) {
    Sum sum = sums.get(window);
    return sum == null ? 0 : sum.count;
  }

  /** The windows that are not the same in both. */
  private Set<Long> differing(Windows other) {
    Set<Long> all = new HashSet<>(sums.keySet());
    all.addAll(other.sums.keySet());
    all.removeIf(window -> sums.containsKey(window) && other.isSame(window, sums.get(window)));
    return all;
  }

  private boolean isSame(Long window, Object sum) {
    return sum.equals(sums.get(window));
  }

  static long of(Instant timestamp) {
    return Math.floorDiv(timestamp.toEpochMilli(), LENGTH_MILLIS);
  }
}

package com.livemargs.whatsapp.persistence.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

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

  /** The windows that are not the same in both. */
  Set<Long> differing(Windows other) {
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

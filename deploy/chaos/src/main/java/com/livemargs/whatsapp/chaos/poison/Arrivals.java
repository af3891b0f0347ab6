package com.livemargs.whatsapp.chaos.poison;

import com.livemargs.whatsapp.chaos.look.Holdings;
import com.livemargs.whatsapp.chaos.process.Wait;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** When messages were sent off and when they were first seen in both stores. */
final class Arrivals {

  private static final Duration STEP = Duration.ofMillis(20);

  private final Holdings stores;
  private final String prefix;
  private final Map<String, Long> sent = new LinkedHashMap<>();
  private final Map<String, Long> nanos = new LinkedHashMap<>();

  Arrivals(Holdings stores, String prefix) {
    this.stores = stores;
    this.prefix = prefix;
  }

  /** It is sent off now. */
  void expect(String wamid) {
    sent.put(wamid, System.nanoTime());
  }

  /** Looks until all are there, at most for so long. */
  void look(Duration atMost) {
    Wait.until(atMost, STEP, this::allAreThere);
  }

  /** Looks once more, with more patience. */
  void await(Duration patience) {
    look(patience);
  }

  private boolean allAreThere() {
    Set<String> there = new HashSet<>(stores.postgres(prefix));
    there.retainAll(new HashSet<>(stores.mongo(prefix)));
    long now = System.nanoTime();
    there.forEach(wamid -> nanos.computeIfAbsent(wamid, it -> now - sent.getOrDefault(it, now)));
    return nanos.size() >= sent.size();
  }

  int expected() {
    return sent.size();
  }

  int missing() {
    return sent.size() - nanos.size();
  }

  long medianMillis() {
    List<Long> sorted = nanos.values().stream().sorted().toList();
    return sorted.isEmpty() ? 0 : TimeUnit.NANOSECONDS.toMillis(sorted.get(sorted.size() / 2));
  }

  long slowestMillis() {
    return TimeUnit.NANOSECONDS.toMillis(nanos.getOrDefault(slowest(), 0L));
  }

  /** The one that took longest. */
  String slowest() {
    return nanos.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .orElse("");
  }
}

package com.livemargs.whatsapp.chaos.outage;

import java.util.List;
import java.util.concurrent.TimeUnit;

/** How long many things took, in milliseconds. */
record Latency(int count, long median, long p99, long slowest) {

  static Latency of(List<Long> nanos) {
    List<Long> sorted = nanos.stream().sorted().toList();
    return sorted.isEmpty()
        ? new Latency(0, 0, 0, 0)
        : new Latency(
            sorted.size(),
            millis(sorted.get(sorted.size() / 2)),
            millis(sorted.get((int) (sorted.size() * 0.99))),
            millis(sorted.getLast()));
  }

  private static long millis(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(nanos);
  }

  @Override
  public String toString() {
    return "median %d ms, p99 %d ms, slowest %d ms of %d".formatted(median, p99, slowest, count);
  }
}

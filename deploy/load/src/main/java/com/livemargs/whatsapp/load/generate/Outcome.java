package com.livemargs.whatsapp.load.generate;

import java.util.Arrays;

/**
 * How a run went.
 *
 * @param nanos from the first request to the last answer
 * @param latencies of each answer in nanoseconds, sorted; in an open run from when it was due
 * @param refused answers other than 200, after which the same was sent again
 */
@SuppressWarnings("ArrayRecordComponent")
public record Outcome(long nanos, long[] latencies, int refused) {

  /** Answers per second. */
  public double perSecond() {
    return latencies.length * 1e9 / nanos;
  }

  /** Seconds it took. */
  public double seconds() {
    return nanos / 1e9;
  }

  /** Milliseconds that so many per cent of the answers stayed within. */
  public double millis(double percent) {
    return percentile(latencies, percent);
  }

  /** Of sorted nanoseconds, in milliseconds. */
  public static double percentile(long[] sorted, double percent) {
    if (sorted.length == 0) {
      return Double.NaN;
    }
    int index = (int) Math.ceil(sorted.length * percent / 100) - 1;
    return sorted[Math.clamp(index, 0, sorted.length - 1)] / 1e6;
  }

  @Override
  public String toString() {
    return "%.0f/s, p50 %.2f ms, p99 %.2f ms, refused %d of %d"
        .formatted(perSecond(), millis(50), millis(99), refused, latencies.length);
  }

  static Outcome of(long nanos, long[] unsorted, int refused) {
    Arrays.sort(unsorted);
    return new Outcome(nanos, unsorted, refused);
  }
}

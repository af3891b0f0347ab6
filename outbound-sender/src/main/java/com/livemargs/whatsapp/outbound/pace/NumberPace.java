package com.livemargs.whatsapp.outbound.pace;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where one of our numbers stands with Meta's throughput: a bucket that holds a tenth of a second's
 * sends and fills with the rest, so that no second sees more than the limit. A refusal (130429)
 * halves the rate; it comes back by a hundredth of the limit a second.
 *
 * @param tokens sends in the bucket when it was last counted
 * @param cutRate sends a second right after the last refusal, null when there was none
 * @param heldUntil nothing goes before, or null
 * @param trialAt when one send may be tried though the number is stopped; null when it is not
 */
record NumberPace(
    String phoneNumberId,
    double tokens,
    Instant countedAt,
    @Nullable Double cutRate,
    @Nullable Instant cutAt,
    @Nullable Instant heldUntil,
    @Nullable Instant trialAt) {

  private static final double CAPACITY = 0.1;
  private static final double RECOVERY = 0.01;
  private static final double KEPT = 0.1;

  /** A number that has not sent anything yet. */
  static NumberPace fresh(String phoneNumberId, Instant at) {
    return new NumberPace(phoneNumberId, Double.MAX_VALUE, at, null, null, null, null);
  }

  double rate(int limit, Instant at) {
    return cutRate == null || cutAt == null
        ? limit
        : Math.min(limit, cutRate + seconds(cutAt, at) * limit * RECOVERY);
  }

  private static double capacity(double rate) {
    return Math.max(1, rate * CAPACITY);
  }

  private static double refill(double rate) {
    return Math.max(rate * (1 - CAPACITY), rate - capacity(rate));
  }

  /** What may go at a moment. */
  Grant at(Instant at, int limit) {
    double rate = rate(limit, at);
    double level = Math.min(capacity(rate), tokens + seconds(countedAt, at) * refill(rate));
    Duration next = Duration.ofNanos((long) (1e9 / refill(rate)));
    if (trialAt != null) {
      int one = at.isBefore(trialAt) ? 0 : 1;
      return new Grant(phoneNumberId, at, level, one, one, true, next);
    }
    if (heldUntil != null && at.isBefore(heldUntil)) {
      return new Grant(phoneNumberId, at, level, 0, 0, false, next);
    }
    int all = (int) Math.max(0, level - kept(capacity(rate)));
    return new Grant(phoneNumberId, at, level, (int) Math.max(0, level), all, false, next);
  }

  // A bucket of one has nothing to keep: then people only go first.
  private static double kept(double capacity) {
    return capacity < 2 ? 0 : Math.max(1, capacity * KEPT);
  }

  private static double seconds(Instant from, Instant to) {
    return Math.max(0, Duration.between(from, to).toNanos() / 1e9);
  }
}

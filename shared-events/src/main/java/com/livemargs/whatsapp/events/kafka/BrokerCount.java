package com.livemargs.whatsapp.events.kafka;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Whether topics may be made already: how many replicas they have follows the brokers that are
 * alive, and it stays so for ever. Three brokers that start together are not there together.
 */
final class BrokerCount {

  /** More than this have no influence on a topic. */
  static final int WANTED = 3;

  // Several addresses may lead to one broker.
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final LongSupplier nanos;
  private int expected;
  private long lackingSince;
  private boolean lacking;

  /**
   * A count.
   *
   * @param addresses bootstrap servers that are named
   * @param nanos a monotonic clock
   */
  BrokerCount(int addresses, LongSupplier nanos) {
    this.expected = Math.min(WANTED, addresses);
    this.nanos = nanos;
  }

  /**
   * Whether more brokers are likely to come: as many as are named, or were seen before, are waited
   * for, though not for long.
   */
  synchronized boolean isToBeAwaited(int alive) {
    expected = Math.max(expected, Math.min(WANTED, alive));
    boolean lackedBefore = lacking;
    lacking = alive < expected;
    if (lacking && !lackedBefore) {
      lackingSince = nanos.getAsLong();
    }
    return lacking && nanos.getAsLong() - lackingSince < PATIENCE.toNanos();
  }
}

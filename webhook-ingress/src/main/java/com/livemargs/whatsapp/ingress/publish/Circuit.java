package com.livemargs.whatsapp.ingress.publish;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows when trying is pointless, so that a webhook is refused in no time while Kafka is away. Two
 * witnesses: what became of the last records, and whether the broker answers in the background.
 * Neither alone refuses a healthy door: an acknowledgement of the last seconds outweighs a slow
 * answer, and a few failures while the broker answers only thin the tries out.
 */
public final class Circuit {

  private static final Logger log = LoggerFactory.getLogger(Circuit.class);
  private static final int TOLERATED_FAILURES = 3;
  private static final long FRESH_NANOS = Duration.ofSeconds(3).toNanos();
  private static final long PROBE_NANOS = Duration.ofMillis(200).toNanos();

  private final BooleanSupplier reachable;
  private final LongSupplier nanos;
  private final AtomicInteger failures = new AtomicInteger();
  private final AtomicLong nextProbe;
  private volatile long acknowledged;

  /**
   * A closed circuit.
   *
   * @param reachable whether a broker answered lately
   * @param nanos a monotonic clock
   */
  public Circuit(BooleanSupplier reachable, LongSupplier nanos) {
    this.reachable = reachable;
    this.nanos = nanos;
    this.acknowledged = nanos.getAsLong() - FRESH_NANOS;
    this.nextProbe = new AtomicLong(nanos.getAsLong());
  }

  /** Whether to refuse now; while the broker answers but records fail, one in a while may try. */
  boolean refuses() {
    boolean failing = failures.get() > 0;
    if (!reachable.getAsBoolean()) {
      return failing || nanos.getAsLong() - acknowledged >= FRESH_NANOS;
    }
    return failures.get() >= TOLERATED_FAILURES && !mayProbe();
  }

  private boolean mayProbe() {
    long now = nanos.getAsLong();
    long due = nextProbe.get();
    return now - due >= 0 && nextProbe.compareAndSet(due, now + PROBE_NANOS);
  }

  void succeeded() {
    acknowledged = nanos.getAsLong();
    if (failures.get() > 0 && failures.getAndSet(0) > 0) {
      log.info("Kafka acknowledges webhooks again");
    }
  }

  void failed() {
    if (failures.incrementAndGet() == 1) {
      log.warn(
          "Kafka does not acknowledge webhooks; they are answered 503 and Meta sends them again");
    }
  }
}

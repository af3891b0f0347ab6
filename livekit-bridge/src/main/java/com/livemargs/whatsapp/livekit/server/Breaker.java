package com.livemargs.whatsapp.livekit.server;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Spares everyone the wait for a server that does not answer: after a few failures in a row only
 * one try a second goes through, until one is answered.
 */
final class Breaker {

  private static final Logger log = LoggerFactory.getLogger(Breaker.class);
  private static final int LIMIT = 3;
  private static final long PAUSE_NANOS = Duration.ofSeconds(1).toNanos();
  private static final long LONG_NANOS = Duration.ofMillis(500).toNanos();

  private final AtomicInteger failures = new AtomicInteger();
  private final AtomicLong lastTry = new AtomicLong();

  /** Whether to try now; when open, each true is the one try of its second. */
  boolean permits() {
    if (isClosed()) {
      return true;
    }
    long last = lastTry.get();
    long now = System.nanoTime();
    return now - last >= PAUSE_NANOS && lastTry.compareAndSet(last, now);
  }

  boolean isClosed() {
    return failures.get() < LIMIT;
  }

  /** The server answered, if only to refuse; true where it is back after it was away. */
  boolean answered() {
    boolean back = failures.getAndSet(0) >= LIMIT;
    if (back) {
      log.info("LiveKit answers again: rooms are rebuilt as messages flow");
    }
    return back;
  }

  /**
   * The same call, counted as failed when whoever waits for it gives up: one that hangs ends with
   * the batch that asked, and not by itself. One that had hardly begun says nothing.
   */
  <T> Mono<T> watch(Mono<T> call) {
    return Mono.defer(
        () -> {
          long begun = System.nanoTime();
          return call.doOnCancel(() -> abandoned(System.nanoTime() - begun));
        });
  }

  private void abandoned(long waitedNanos) {
    if (waitedNanos >= LONG_NANOS) {
      failed();
    }
  }

  /** The server did not answer. */
  void failed() {
    lastTry.set(System.nanoTime());
    if (failures.incrementAndGet() == LIMIT) {
      log.warn(
          "LiveKit does not answer: messages are not shown in rooms until it does, nothing else is held up");
    }
  }
}

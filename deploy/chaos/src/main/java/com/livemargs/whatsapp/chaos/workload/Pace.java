package com.livemargs.whatsapp.chaos.workload;

import com.livemargs.whatsapp.chaos.process.Wait;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/** Lets so many a second pass, whoever asks. */
final class Pace {

  private static final Duration LOOK = Duration.ofMillis(250);

  private final long gap;
  private final AtomicLong next = new AtomicLong(System.nanoTime());

  Pace(double perSecond) {
    gap = (long) (1_000_000_000 / perSecond);
  }

  /**
   * Waits for the next free moment. Moments that nobody used are gone. Hundreds may stand in line,
   * minutes ahead: each leaves as soon as nobody is wanted any more.
   *
   * @return whether the moment came and is still wanted
   */
  boolean await(BooleanSupplier wanted) {
    long now = System.nanoTime();
    long mine = next.getAndUpdate(moment -> Math.max(moment, now) + gap);
    for (long left = mine - now;
        left > 0 && wanted.getAsBoolean();
        left = mine - System.nanoTime()) {
      Wait.pause(Duration.ofNanos(Math.min(left, LOOK.toNanos())));
    }
    return wanted.getAsBoolean();
  }
}

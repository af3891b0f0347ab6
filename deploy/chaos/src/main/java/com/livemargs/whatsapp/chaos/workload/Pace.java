package com.livemargs.whatsapp.chaos.workload;

import com.livemargs.whatsapp.chaos.process.Wait;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Lets so many a second pass, whoever asks. */
final class Pace {

  private final long gap;
  private final AtomicLong next = new AtomicLong(System.nanoTime());

  Pace(double perSecond) {
    gap = (long) (1_000_000_000 / perSecond);
  }

  /** Waits for the next free moment. Moments that nobody used are gone. */
  void await() {
    long now = System.nanoTime();
    long mine = next.getAndUpdate(moment -> Math.max(moment, now) + gap);
    if (mine > now) {
      Wait.pause(Duration.ofNanos(mine - now));
    }
  }
}

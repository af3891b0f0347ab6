package com.livemargs.whatsapp.standalone.settings;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waiting for other programs, which tell nothing by themselves. */
public final class Patience {
  private static final Duration STEP = Duration.ofMillis(20);

  private Patience() {}

  /** True as soon as the condition holds, false when time is up. */
  public static boolean until(Duration limit, BooleanSupplier condition) {
    var deadline = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline || Thread.currentThread().isInterrupted()) {
        return false;
      }
      LockSupport.parkNanos(STEP.toNanos());
    }
    return true;
  }
}

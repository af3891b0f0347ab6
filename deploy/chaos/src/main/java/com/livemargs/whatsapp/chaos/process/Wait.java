package com.livemargs.whatsapp.chaos.process;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waiting for other programs. */
public final class Wait {

  private static final Duration STEP = Duration.ofMillis(100);

  private Wait() {}

  /** True as soon as the condition holds, false when time is up. */
  public static boolean until(Duration limit, BooleanSupplier condition) {
    return until(limit, STEP, condition);
  }

  /** Likewise, looking once in each step. */
  public static boolean until(Duration limit, Duration step, BooleanSupplier condition) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline || Thread.currentThread().isInterrupted()) {
        return false;
      }
      LockSupport.parkNanos(step.toNanos());
    }
    return true;
  }

  /** Lets time pass. */
  public static void pause(Duration time) {
    long deadline = System.nanoTime() + time.toNanos();
    for (long left = time.toNanos();
        left > 0 && !Thread.currentThread().isInterrupted();
        left = deadline - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}

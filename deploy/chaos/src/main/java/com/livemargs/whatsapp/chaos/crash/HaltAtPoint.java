package com.livemargs.whatsapp.chaos.crash;

import com.livemargs.whatsapp.events.crash.CrashPoint;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Halts the process when it reaches the point that the property {@value #PROPERTY} names for the
 * n-th time, such as {@code OUTBOUND_CLAIMED:3}. No hook runs, nothing is flushed: it ends like one
 * that was killed, with {@value #EXIT_CODE} to tell it from others.
 */
public final class HaltAtPoint implements CrashPoint.Trigger {

  /** The system property. */
  public static final String PROPERTY = "whatsapp.chaos.crash";

  /** How such a process ends. */
  public static final int EXIT_CODE = 86;

  private final @Nullable CrashPoint wanted;
  private final AtomicInteger left;

  /** Made by the service loader. */
  public HaltAtPoint() {
    String[] words = System.getProperty(PROPERTY, "").split(":");
    wanted = words.length == 2 ? CrashPoint.valueOf(words[0]) : null;
    left = new AtomicInteger(words.length == 2 ? Integer.parseInt(words[1]) : 0);
  }

  @Override
  public void reached(CrashPoint point) {
    if (point == wanted && left.decrementAndGet() == 0) {
      Runtime.getRuntime().halt(EXIT_CODE);
    }
  }
}

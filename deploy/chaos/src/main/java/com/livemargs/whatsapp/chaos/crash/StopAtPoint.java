package com.livemargs.whatsapp.chaos.crash;

import com.livemargs.whatsapp.events.crash.CrashPoint;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Stops whatever reaches the point that the property {@value #PROPERTY} names for the n-th time,
 * such as {@code OUTBOUND_CLAIMED:3:halt}: the process, which ends like one that was killed, with
 * {@value #EXIT_CODE} to tell it from others, or the thread, which says {@value #STANDS} and stands
 * for ever.
 */
public final class StopAtPoint implements CrashPoint.Trigger {

  /** The system property. */
  public static final String PROPERTY = "whatsapp.chaos.stop";

  /** How such a process ends. */
  public static final int EXIT_CODE = 86;

  /** What is printed when a thread stands. */
  public static final String STANDS = "chaos: stands at ";

  private static final int WORDS = 3;

  private final @Nullable CrashPoint wanted;
  private final Manner manner;
  private final AtomicInteger left;

  /** How something stops. */
  public enum Manner {
    /** The process is gone; no hook runs, nothing is flushed. */
    HALT,
    /** The thread waits for ever, and ends its wait when it is interrupted. */
    WAIT,
    /** The thread waits for ever and hears nobody. */
    DEAF
  }

  /** Made by the service loader. */
  public StopAtPoint() {
    this(System.getProperty(PROPERTY, ""));
  }

  StopAtPoint(String order) {
    String[] words = order.split(":");
    boolean ordered = words.length == WORDS;
    wanted = ordered ? CrashPoint.valueOf(words[0]) : null;
    left = new AtomicInteger(ordered ? Integer.parseInt(words[1]) : 0);
    manner = ordered ? Manner.valueOf(words[2].toUpperCase(Locale.ROOT)) : Manner.HALT;
  }

  /** The property's value. */
  public static String order(CrashPoint point, int nth, Manner manner) {
    return point.name() + ":" + nth + ":" + manner.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public void reached(CrashPoint point) {
    if (point == wanted && left.decrementAndGet() == 0) {
      if (manner == Manner.HALT) {
        Runtime.getRuntime().halt(EXIT_CODE);
      }
      System.out.println(STANDS + point + " in " + Thread.currentThread().getName());
      stand(manner == Manner.DEAF);
    }
  }

  private static void stand(boolean deaf) {
    boolean woken = false;
    while (deaf || !woken) {
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException called) {
        woken = true;
      }
    }
    Thread.currentThread().interrupt();
    throw new IllegalStateException("woken from a stand that no release has");
  }
}

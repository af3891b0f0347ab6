package com.livemargs.whatsapp.persistence;

import com.livemargs.whatsapp.events.crash.CrashPoint;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Breaks work off at a crash point, as the end of the process would. */
public final class BreakOff implements CrashPoint.Trigger {

  private static final AtomicReference<@Nullable CrashPoint> NEXT = new AtomicReference<>();

  /** The work came to its end there. */
  static final class Ended extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /** What passes the point next ends there; null for nothing. */
  static void at(@Nullable CrashPoint point) {
    NEXT.set(point);
  }

  @Override
  public void reached(CrashPoint point) {
    if (NEXT.compareAndSet(point, null)) {
      throw new Ended();
    }
  }
}

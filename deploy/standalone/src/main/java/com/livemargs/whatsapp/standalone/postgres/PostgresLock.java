package com.livemargs.whatsapp.standalone.postgres;

import com.livemargs.whatsapp.standalone.server.ChildProcess;
import com.livemargs.whatsapp.standalone.settings.Patience;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** A killed server's lock on its data, which ends with the last of its processes. */
final class PostgresLock {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final long deadline = System.nanoTime() + PATIENCE.toNanos();

  /**
   * True if the new server gave up only because the old one is not quite gone, and waiting may
   * help.
   */
  boolean byDyingServer(ChildProcess server, BooleanSupplier serves) {
    var left = Duration.ofNanos(deadline - System.nanoTime());
    Patience.until(left, () -> !server.isAlive() || serves.getAsBoolean());
    var again = !server.isAlive() && left.isPositive() && saysLocked(server);
    if (again) {
      server.dropLog();
    }
    return again && !Patience.until(PAUSE, serves);
  }

  private static boolean saysLocked(ChildProcess server) {
    var said = server.said();
    return said.contains("lock file") || said.contains("shared memory block");
  }
}

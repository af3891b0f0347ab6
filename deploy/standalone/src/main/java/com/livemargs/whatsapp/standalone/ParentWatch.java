package com.livemargs.whatsapp.standalone;

import com.livemargs.whatsapp.standalone.settings.Patience;
import java.time.Duration;

/** Stops this process when the script that looks after it has died without a word. */
final class ParentWatch implements Runnable {
  private static final Duration STEP = Duration.ofMillis(200);
  private final long parent;

  private ParentWatch(long parent) {
    this.parent = parent;
  }

  /** Watches the process named by the system property {@code standalone.parent}, if it is set. */
  static void begin() {
    var parent = Long.getLong("standalone.parent");
    if (parent != null) {
      Thread.ofPlatform().daemon().name("parent-watch").start(new ParentWatch(parent));
    }
  }

  @Override
  public void run() {
    while (isOurs()) {
      Patience.until(STEP, () -> false);
    }
    System.exit(143);
  }

  private boolean isOurs() {
    return ProcessHandle.current().parent().map(it -> it.pid() == parent).orElse(false);
  }
}

package com.livemargs.whatsapp.standalone;

import com.livemargs.whatsapp.events.progress.ProcessExit;
import com.livemargs.whatsapp.standalone.settings.Patience;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** Stopping in order, within the time that whoever sent the signal will wait. */
final class Shutdown implements Runnable {
  // Process managers and people send SIGKILL after ten seconds.
  private static final Duration PATIENCE = Duration.ofSeconds(9);

  private static final int FORCED = 1;

  private final AtomicBoolean done = new AtomicBoolean();
  private final Standalone house;

  Shutdown(Standalone house) {
    this.house = house;
  }

  @Override
  public void run() {
    Thread.ofPlatform().daemon().name("shutdown-guard").start(this::force);
    house.close();
    done.set(true);
  }

  // All stores survive this: it is what kill -9 does, with the children included.
  private void force() {
    if (Patience.until(PATIENCE, done::get)) {
      return;
    }
    Standalone.LOG.atError().log("Stopping took too long and was forced; the next start repairs");
    ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
    Runtime.getRuntime().halt(ProcessExit.codeOr(FORCED));
  }
}

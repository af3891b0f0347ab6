package com.livemargs.whatsapp.events.progress;

import java.util.concurrent.TimeUnit;

/**
 * Ends this process in order, or without order when that takes too long; with a code by which
 * whoever started it knows to start it again.
 */
public final class ProcessExit implements Runnable {

  /** The exit code of a process whose consumers are stuck. */
  public static final int CODE = 76;

  private static final long PATIENCE_SECONDS = 20;

  @Override
  public void run() {
    Thread.ofPlatform().daemon().name("exit-guard").start(ProcessExit::force);
    Thread.ofPlatform().daemon().name("exit").start(() -> System.exit(CODE));
  }

  private static void force() {
    try {
      TimeUnit.SECONDS.sleep(PATIENCE_SECONDS);
    } catch (InterruptedException atOnce) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(CODE);
  }
}

package com.livemargs.whatsapp.events.progress;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ends this process in order, or without order when that takes too long; with a code by which
 * whoever started it knows to start it again. Of several ends the first one gives the code.
 */
public final class ProcessExit implements Runnable {

  /** The exit code of a process whose consumers are stuck. */
  public static final int CODE = 76;

  private static final long PATIENCE_SECONDS = 20;
  private static final AtomicInteger UNDER_WAY = new AtomicInteger();

  private final int code;

  /** Ends with the code of a process whose consumers are stuck. */
  public ProcessExit() {
    this(CODE);
  }

  /**
   * Ends with a code of one's own.
   *
   * @param code 1 to 255
   */
  public ProcessExit(int code) {
    this.code = code;
  }

  /** The code with which this process is ending, or another if nobody has asked for that here. */
  public static int codeOr(int other) {
    int known = UNDER_WAY.get();
    return known == 0 ? other : known;
  }

  @Override
  public void run() {
    UNDER_WAY.compareAndSet(0, code);
    Thread.ofPlatform().daemon().name("exit-guard").start(this::force);
    Thread.ofPlatform().daemon().name("exit").start(() -> System.exit(code));
  }

  private void force() {
    try {
      TimeUnit.SECONDS.sleep(PATIENCE_SECONDS);
    } catch (InterruptedException atOnce) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(codeOr(code));
  }
}

package com.livemargs.whatsapp.events.problem;

import org.jspecify.annotations.Nullable;

/**
 * A failure as it may be logged: kinds and places, no words. Drivers quote the values that they
 * could not take, and paths name customers.
 */
public final class Wordless extends RuntimeException {

  private static final long serialVersionUID = 1L;
  private static final int DEEPEST = 8;

  private Wordless(Throwable failure, @Nullable Throwable cause) {
    super(failure.getClass().getName(), cause, false, true);
    setStackTrace(failure.getStackTrace());
  }

  /** The same failure, without its words and those of its causes. */
  public static Wordless of(Throwable failure) {
    return of(failure, 1);
  }

  private static Wordless of(Throwable failure, int depth) {
    Throwable cause = failure.getCause();
    return cause == null || cause == failure || depth == DEEPEST
        ? new Wordless(failure, null)
        : new Wordless(failure, of(cause, depth + 1));
  }

  // Its place is the original's.
  @Override
  public Throwable fillInStackTrace() {
    return this;
  }
}

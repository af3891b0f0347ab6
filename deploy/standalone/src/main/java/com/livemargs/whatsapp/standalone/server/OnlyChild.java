package com.livemargs.whatsapp.standalone.server;

import com.livemargs.whatsapp.standalone.settings.StartRefused;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The one child process of a part. Once it is stopped none comes after it: a start that is still
 * under way would leave a server behind.
 */
public final class OnlyChild {
  private @Nullable ChildProcess process;
  private boolean closed;

  /**
   * Starts it, in place of one that has ended.
   *
   * @throws StartRefused if it was stopped before
   */
  public synchronized ChildProcess start(Supplier<ChildProcess> made) {
    if (closed) {
      throw new StartRefused("The start was stopped.");
    }
    var started = made.get();
    process = started;
    return started;
  }

  /** The one that runs or ran; none before the start. */
  public synchronized Optional<ChildProcess> current() {
    return Optional.ofNullable(process);
  }

  /** Says so when it ends though nobody here stopped it. */
  public void whenItEnds(Consumer<String> told) {
    current().ifPresent(child -> child.whenItEnds(told));
  }

  /** Ends it by a signal, after some seconds by force; for good. */
  public synchronized void stop(String signal) {
    closed = true;
    if (process != null) {
      process.stop(signal);
    }
  }

  /** Whether it was stopped for good. */
  public synchronized boolean isStopped() {
    return closed;
  }
}

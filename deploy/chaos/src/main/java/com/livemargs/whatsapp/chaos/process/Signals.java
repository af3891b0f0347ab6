package com.livemargs.whatsapp.chaos.process;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Signals that Java knows no method for. */
public final class Signals {

  private Signals() {}

  /**
   * Sends a signal to a process; one that has ended is no failure.
   *
   * @param pid of the process; negative for a whole group
   */
  public static void send(String signal, long pid) {
    try {
      new ProcessBuilder("kill", "-" + signal, "--", Long.toString(pid))
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

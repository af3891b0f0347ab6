package com.livemargs.whatsapp.chaos.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/**
 * A process of ours, told everything by its environment; it never outlives this JVM. What it prints
 * is appended to its log.
 */
public final class Child {

  private static final long END_SECONDS = 20;
  private static final Queue<Process> STARTED = new ConcurrentLinkedQueue<>();

  static {
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> STARTED.forEach(Child::killTree), "kill-children"));
  }

  private final Process process;

  private Child(Process process) {
    this.process = process;
  }

  /** Starts a command with this environment alone. */
  public static Child start(List<String> command, Map<String, String> environment, Path log) {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.directory(log.resolveSibling(".").toFile());
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().clear();
    builder.environment().putAll(environment);
    try {
      Process process = builder.start();
      STARTED.add(process);
      process.onExit().thenRun(() -> STARTED.remove(process));
      return new Child(process);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void killTree(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  /** Its process id. */
  public long pid() {
    return process.pid();
  }

  /** Whether it has not ended. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** How it ended; 128 and the signal's number where one ended it. */
  public int exitCode() {
    return process.exitValue();
  }

  /** SIGKILL: nothing is finished, nothing is told to anybody. */
  public void kill() {
    process.destroyForcibly();
    awaitEnd();
  }

  /** SIGTERM, and SIGKILL where that does not help. */
  public void stop() {
    process.destroy();
    awaitEnd();
  }

  private void awaitEnd() {
    try {
      if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }
}

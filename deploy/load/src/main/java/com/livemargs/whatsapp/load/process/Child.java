package com.livemargs.whatsapp.load.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/** A process under measurement; it never outlives this one. */
public final class Child implements AutoCloseable {

  private static final Queue<Process> STARTED = new ConcurrentLinkedQueue<>();
  private static final long PATIENCE_SECONDS = 15;

  static {
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> STARTED.forEach(Process::destroyForcibly)));
  }

  private final String name;
  private final Path log;
  private final Process process;

  private Child(String name, Path log, Process process) {
    this.name = name;
    this.log = log;
    this.process = process;
  }

  /**
   * Starts it with this environment and no other; what it prints goes to {@code <name>.log}.
   *
   * @param logs folder
   */
  public static Child start(
      String name, List<String> command, Map<String, String> environment, Path logs) {
    try {
      Path log = Files.createDirectories(logs).resolve(name + ".log");
      var builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.redirectOutput(log.toFile());
      builder.environment().clear();
      builder.environment().put("PATH", System.getenv().getOrDefault("PATH", ""));
      builder.environment().putAll(environment);
      Process process = builder.start();
      STARTED.add(process);
      return new Child(name, log, process);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A JVM with this heap, the collector of the images, and a main class or jar. */
  public static List<String> java(String heap, List<String> more) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx" + heap, "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError"));
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED"));
    command.addAll(more);
    return command;
  }

  /** A JVM on this class path. */
  public static List<String> main(String heap, Class<?> main, String... arguments) {
    List<String> more = new ArrayList<>();
    more.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    more.addAll(List.of(arguments));
    return java(heap, more);
  }

  /**
   * The command of a process that waits where processors are short, as all but the door and its
   * broker do in containers: a third of their share.
   */
  public static List<String> yielding(List<String> command) {
    List<String> yielding = new ArrayList<>(List.of("nice", "-n", "5"));
    yielding.addAll(command);
    return yielding;
  }

  /** Its name in the table. */
  public String name() {
    return name;
  }

  /** The process. */
  public ProcessHandle handle() {
    return process.toHandle();
  }

  /** What it used so far. */
  public Usage usage() {
    return Usage.of(handle());
  }

  /** Fails with its last words when it has ended. */
  public void requireAlive() {
    if (!process.isAlive()) {
      throw new IllegalStateException(name + " ended: " + tail());
    }
  }

  private String tail() {
    try {
      String all = Files.readString(log);
      return all.substring(Math.max(0, all.length() - 2_000));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until it has ended by itself, and fails unless with 0. */
  public String awaitEnd(long seconds) {
    try {
      if (!process.waitFor(seconds, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IllegalStateException(name + " did not end well: " + tail());
      }
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

package com.livemargs.whatsapp.standalone.server;

import com.livemargs.whatsapp.standalone.settings.Patience;
import com.livemargs.whatsapp.standalone.settings.StartRefused;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A server program as our child, in a session of its own where the system allows, so that Ctrl-C
 * reaches us alone and the order of stopping stays ours. What it prints goes to a log file.
 */
public final class ChildProcess {
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(5);
  private static final int LAST_LINES = 40;
  private static final int LAST_BYTES = 64 << 10;
  private static final Pattern ERROR = Pattern.compile("\"s\":\"[EF]\"|FATAL:|PANIC:");
  private static final Pattern WORDS = Pattern.compile("\"(?:msg|error)\":\"([^\"]+)\"");

  private final String name;
  private final Path log;
  private final Process process;
  private volatile boolean stopping;

  private ChildProcess(String name, Path log, Process process) {
    this.name = name;
    this.log = log;
    this.process = process;
  }

  public static ChildProcess start(
      String name, List<String> command, Map<String, String> environment, Path log) {
    var whole = new ArrayList<String>();
    Programs.find("setsid", System.getenv().getOrDefault("PATH", ""))
        .ifPresent(it -> whole.add(it.toString()));
    whole.addAll(command);
    var builder = new ProcessBuilder(whole).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    try {
      if (Files.exists(log)) {
        // Why it ended the last time stands there.
        Files.move(log, former(log), StandardCopyOption.REPLACE_EXISTING);
      }
      var process = builder.start();
      process.getOutputStream().close();
      return new ChildProcess(name, log, process);
    } catch (IOException e) {
      throw new StartRefused(name + " cannot be run: " + e.getMessage(), e);
    }
  }

  /** The log of the process before. */
  private static Path former(Path log) {
    return log.resolveSibling(log.getFileName() + ".1");
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /**
   * Waits until it serves.
   *
   * @throws StartRefused if it ends before, or takes too long
   */
  public void awaitReady(Duration patience, BooleanSupplier ready) {
    awaitReady(patience, ready, () -> false);
  }

  /**
   * Waits until it serves, and for as long as it says itself that it is still getting there.
   *
   * @throws StartRefused if it ends before, or takes too long and does not say so
   */
  public void awaitReady(Duration patience, BooleanSupplier ready, BooleanSupplier gettingThere) {
    boolean ended;
    do {
      ended = Patience.until(patience, () -> !process.isAlive() || ready.getAsBoolean());
    } while (!ended && gettingThere.getAsBoolean() && !Thread.currentThread().isInterrupted());
    if (!process.isAlive() || !ready.getAsBoolean()) {
      throw new StartRefused(
          "%s did not start: %s (the whole log: %s).".formatted(name, lastWords(), log));
    }
  }

  /**
   * Says so when it ends though nobody here stopped it.
   *
   * @param told is given one sentence, on a thread of its own
   */
  public void whenItEnds(Consumer<String> told) {
    process
        .onExit()
        .thenRunAsync(
            () -> {
              if (!stopping) {
                told.accept("%s ended: %s (the whole log: %s).".formatted(name, lastWords(), log));
              }
            },
            end -> Thread.ofPlatform().daemon().name("ended").start(end));
  }

  /**
   * Why it ended, in its own words: of its last lines the first that it calls an error, else the
   * very last, in which programs use to say so.
   */
  public String lastWords() {
    var lines = said().lines().filter(line -> !line.isBlank()).toList();
    return lines.stream()
        .skip(Math.max(0, lines.size() - LAST_LINES))
        .filter(line -> ERROR.matcher(line).find())
        .findFirst()
        .map(ChildProcess::plain)
        .orElseGet(() -> lines.isEmpty() ? "it said nothing" : lines.getLast());
  }

  // mongod writes an object to a line.
  private static String plain(String line) {
    var words =
        WORDS.matcher(line).results().map(it -> it.group(1)).collect(Collectors.joining(": "));
    return words.isEmpty() ? line : words;
  }

  /** What it printed last, since its start. */
  public String said() {
    try (var file = FileChannel.open(log)) {
      file.position(Math.max(0, file.size() - LAST_BYTES));
      var bytes = Channels.newInputStream(file).readNBytes(LAST_BYTES);
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "its log cannot be read";
    }
  }

  /**
   * Drops what it printed: it ended for want of another start only, and the log that is kept should
   * be one that explains something.
   */
  public void dropLog() {
    try {
      Files.deleteIfExists(log);
    } catch (IOException kept) {
      // Then the next start keeps this one.
    }
  }

  /** Ends it by a signal, after some seconds by force. */
  public void stop(String signal) {
    stopping = true;
    Leftover.signal(process.pid(), signal);
    try {
      if (!process.waitFor(STOP_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}

package com.livemargs.whatsapp.standalone.server;

import com.livemargs.whatsapp.standalone.settings.Patience;
import com.livemargs.whatsapp.standalone.settings.StartRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A child process that outlived its JVM, because that was killed. */
public final class Leftover {
  // A stopping database finishes its checkpoint first, and a dead one may wait that long to be
  // reaped.
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private Leftover() {}

  /**
   * Stops the process named in a pid file, if its command line still shows that it is the one
   * meant: pids are given again to others.
   *
   * @throws StartRefused if it does not end
   */
  public static void stop(String name, Path pidFile, String mark, String signal) {
    var found = pid(pidFile).flatMap(ProcessHandle::of).filter(process -> runs(process, mark));
    found.ifPresent(process -> stop(name, process, mark, signal));
  }

  private static void stop(String name, ProcessHandle process, String mark, String signal) {
    signal(process.pid(), signal);
    if (!Patience.until(PATIENCE, () -> !runs(process, mark))) {
      throw new StartRefused(
          "%s of an earlier run is still running as process %d and does not stop: end it with kill -9 %2$d."
              .formatted(name, process.pid()));
    }
  }

  /** The pid in a file's first line. */
  public static Optional<Long> pid(Path pidFile) {
    if (!Files.isRegularFile(pidFile)) {
      return Optional.empty();
    }
    try (var lines = Files.lines(pidFile)) {
      return lines
          .findFirst()
          .map(String::strip)
          .filter(line -> line.matches("[0-9]+"))
          .map(Long::valueOf);
    } catch (IOException e) {
      throw new StartRefused(pidFile + " cannot be read: correct its rights.", e);
    }
  }

  public static void signal(long pid, String signal) {
    Programs.run(List.of("sh", "-c", "kill -%s %d 2>/dev/null || :".formatted(signal, pid)), "");
  }

  // A zombie has no command line any more and holds nothing.
  private static boolean runs(ProcessHandle process, String mark) {
    return process.isAlive() && process.info().commandLine().orElse("").contains(mark);
  }
}

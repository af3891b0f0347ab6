package com.livemargs.whatsapp.standalone.server;

import com.livemargs.whatsapp.standalone.settings.StartRefused;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Programs of this machine. */
public final class Programs {
  private static final Pattern VERSION = Pattern.compile("[0-9]+\\.[0-9]+(?:\\.[0-9]+)*");

  private Programs() {}

  /** The program of that name on the search path. */
  public static Optional<Path> find(String name, String searchPath) {
    return Pattern.compile(File.pathSeparator)
        .splitAsStream(searchPath)
        .filter(folder -> !folder.isBlank())
        .map(folder -> Path.of(folder, name).toAbsolutePath())
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .findFirst();
  }

  /** The version a program says it has, or "of unknown version". */
  public static String version(Path program) {
    var said = VERSION.matcher(run(List.of(program.toString(), "--version"), ""));
    return said.find() ? said.group() : "of unknown version";
  }

  /**
   * Runs a short command to its end.
   *
   * @return all it printed
   * @throws StartRefused with its last line if it fails
   */
  public static String run(List<String> command, String input) {
    try {
      var process = new ProcessBuilder(command).redirectErrorStream(true).start();
      try (var stdin = process.getOutputStream()) {
        stdin.write(input.getBytes(StandardCharsets.UTF_8));
      }
      var output =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (process.waitFor() == 0) {
        return output;
      }
      throw new StartRefused(
          command.getFirst() + " failed: " + output.lines().reduce("", (a, b) -> b));
    } catch (IOException e) {
      throw new StartRefused(command.getFirst() + " cannot be run: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartRefused("The start was interrupted while " + command.getFirst() + " ran.", e);
    }
  }
}

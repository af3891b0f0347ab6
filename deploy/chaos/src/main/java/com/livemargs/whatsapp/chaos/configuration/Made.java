package com.livemargs.whatsapp.chaos.configuration;

import com.livemargs.whatsapp.chaos.process.Child;
import com.livemargs.whatsapp.chaos.process.Wait;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A mistake that was made.
 *
 * @param millis until the program ended, or until nobody waited any more
 * @param complaints what is wrong with how it ended
 */
record Made(Mistake mistake, long millis, List<String> complaints) {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long LIMIT_MILLIS = 10_000;

  /** Makes it, in a folder of its own. */
  static Made of(Mistake mistake, Path folder) {
    Map<String, String> settings = new HashMap<>(RightStart.settings(mistake.program()));
    settings.put("PATH", System.getenv().getOrDefault("PATH", ""));
    settings.put("HOME", folder.toString());
    settings.put(mistake.variable(), mistake.value());
    Path log = folder.resolve("output.log");
    long begun = System.nanoTime();
    Child child = Child.start(RightStart.command(mistake.program(), folder), settings, log);
    boolean ended = Wait.until(PATIENCE, Duration.ofMillis(20), () -> !child.isAlive());
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
    boolean well = ended && child.exitCode() == 0;
    child.kill();
    return new Made(mistake, millis, complaints(mistake, millis, well, read(log)));
  }

  private static List<String> complaints(
      Mistake mistake, long millis, boolean endedWell, String output) {
    List<String> complaints = new ArrayList<>();
    add(complaints, mistake, millis > LIMIT_MILLIS, "took " + millis + " ms");
    add(complaints, mistake, endedWell, "ended with 0");
    add(complaints, mistake, !output.contains(mistake.variable()), "is not named");
    add(complaints, mistake, !output.contains(mistake.fix()), "has no fix: " + mistake.fix());
    add(complaints, mistake, output.contains(RightStart.SECRET), "shows a secret");
    add(complaints, mistake, output.contains("\tat "), "shows a stack trace");
    return complaints;
  }

  private static void add(List<String> complaints, Mistake mistake, boolean wrong, String what) {
    if (wrong) {
      complaints.add(mistake.title() + " " + what);
    }
  }

  private static String read(Path log) {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package com.livemargs.whatsapp.chaos.report;

import com.livemargs.whatsapp.testkit.Program;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** When, where and of what a run was. */
public record Surroundings(
    String tier,
    long seed,
    String date,
    long minutes,
    String commit,
    int processors,
    long memoryGib,
    String system,
    String order) {

  /** Of a run that ends now. */
  public static Surroundings now(String tier, long seed, Instant begun, String order) {
    return new Surroundings(
        tier,
        seed,
        begun.truncatedTo(ChronoUnit.SECONDS).toString(),
        Duration.between(begun, Instant.now()).toMinutes(),
        describe(),
        Runtime.getRuntime().availableProcessors(),
        memory(),
        "%s %s, Java %s"
            .formatted(
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                System.getProperty("java.version")),
        order);
  }

  private static long memory() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean bean
        ? bean.getTotalMemorySize() >> 30
        : 0;
  }

  private static String describe() {
    try {
      Process git =
          new ProcessBuilder("git", "describe", "--always", "--dirty", "--abbrev=12")
              .directory(Program.root().toFile())
              .start();
      return new String(git.getInputStream().readAllBytes()).strip();
    } catch (IOException noGit) {
      return "unknown";
    }
  }
}

package com.livemargs.whatsapp.load.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks a JVM for its heap, by {@code jcmd}. */
final class Heap {

  private static final Pattern KIND =
      Pattern.compile("\\s*\\d+:\\s+\\d+\\s+(?<bytes>\\d+)\\s+(?<name>\\S+).*");
  // What the serial collector leaves where moving the living is not worth it.
  private static final String DEAD = "FillerElement";
  private static final long PATIENCE_SECONDS = 30;

  private Heap() {}

  /** MiB of objects that live, after a full collection. */
  static long afterCollection(Child child) {
    long bytes =
        jcmd(child, "GC.class_histogram")
            .lines()
            .map(KIND::matcher)
            .filter(Matcher::matches)
            .filter(kind -> !kind.group("name").contains(DEAD))
            .mapToLong(kind -> Long.parseLong(kind.group("bytes")))
            .sum();
    if (bytes == 0) {
      throw new IllegalStateException("jcmd told nothing of the heap of " + child.handle().pid());
    }
    return bytes >> 20;
  }

  private static String jcmd(Child child, String what) {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    List<String> command = List.of(jcmd, String.valueOf(child.handle().pid()), what);
    Path logs = Path.of(System.getProperty("java.io.tmpdir"));
    try (Child asked = Child.start("jcmd", command, Map.of(), logs)) {
      return asked.awaitEnd(PATIENCE_SECONDS);
    }
  }
}

package com.livemargs.whatsapp.load.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks a JVM for its heap, by {@code jcmd}. */
final class Heap {

  private static final Pattern USED = Pattern.compile("used (\\d+)K");
  private static final long PATIENCE_SECONDS = 30;

  private Heap() {}

  /** MiB in use after a full collection: young and old. */
  static long afterCollection(Child child) {
    jcmd(child, "GC.run");
    String told = jcmd(child, "GC.heap_info");
    String heap =
        told.lines()
            .filter(line -> !line.contains("etaspace") && !line.contains("class space"))
            .reduce("", (a, b) -> a + "\n" + b);
    Matcher used = USED.matcher(heap);
    long kib = 0;
    while (used.find()) {
      kib += Long.parseLong(used.group(1));
    }
    return kib >> 10;
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

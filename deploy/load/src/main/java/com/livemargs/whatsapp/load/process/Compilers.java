package com.livemargs.whatsapp.load.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** What the just-in-time compilers of JVMs take, by their threads in {@code /proc}. */
public final class Compilers {

  private static final int UTIME = 11;
  private static final int STIME = 12;
  private static final long MILLIS_PER_TICK = 10;

  private final Collection<Child> jvms;
  // A compiler thread that has ended has still worked.
  private final Map<Path, Long> ticks = new HashMap<>();

  public Compilers(Collection<Child> jvms) {
    this.jvms = jvms;
  }

  /** Processor time of the compilers since this was made and before, in milliseconds. */
  public long cpuMillis() {
    jvms.forEach(jvm -> look(jvm.handle().pid()));
    return ticks.values().stream().mapToLong(Long::longValue).sum() * MILLIS_PER_TICK;
  }

  private void look(long pid) {
    try (Stream<Path> threads = Files.list(Path.of("/proc", String.valueOf(pid), "task"))) {
      threads.forEach(thread -> ticks.merge(thread, ticks(thread), Math::max));
    } catch (IOException ended) {
      throw new UncheckedIOException(ended);
    }
  }

  private static long ticks(Path thread) {
    String stat = stat(thread);
    // The name stands in parentheses: "C2 CompilerThre".
    if (!stat.contains("(C1 Compiler") && !stat.contains("(C2 Compiler")) {
      return 0;
    }
    String[] rest = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ");
    return Long.parseLong(rest[UTIME]) + Long.parseLong(rest[STIME]);
  }

  // Compiler threads come and go.
  private static String stat(Path thread) {
    try {
      return Files.readString(thread.resolve("stat"));
    } catch (NoSuchFileException gone) {
      return "";
    } catch (IOException gone) {
      if (String.valueOf(gone.getMessage()).contains("No such process")) {
        return "";
      }
      throw new UncheckedIOException(gone);
    }
  }
}

package com.livemargs.whatsapp.load.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.stream.Stream;

/** What the just-in-time compilers of JVMs take, by their threads in {@code /proc}. */
public final class Compilers {

  private static final int UTIME = 11;
  private static final int STIME = 12;
  private static final long MILLIS_PER_TICK = 10;

  private Compilers() {}

  /** Processor time of the compilers of these JVMs so far, in milliseconds. */
  public static long cpuMillis(Collection<Child> jvms) {
    return jvms.stream().mapToLong(jvm -> cpuMillis(jvm.handle().pid())).sum();
  }

  private static long cpuMillis(long pid) {
    try (Stream<Path> threads = Files.list(Path.of("/proc", String.valueOf(pid), "task"))) {
      return threads.mapToLong(Compilers::ticks).sum() * MILLIS_PER_TICK;
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

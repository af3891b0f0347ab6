package com.livemargs.whatsapp.load.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** What the just-in-time compilers of JVMs take, by their threads in {@code /proc}. */
public final class Compilers {

  private final Collection<Child> jvms;
  // A compiler thread that has ended has still worked.
  private final Map<Path, Long> ticks = new HashMap<>();

  public Compilers(Collection<Child> jvms) {
    this.jvms = jvms;
  }

  /** Processor time of the compilers so far, in milliseconds. */
  public long cpuMillis() {
    jvms.forEach(
        jvm ->
            ticksByThread(jvm.handle().pid())
                .forEach((thread, worked) -> ticks.merge(thread, worked, Math::max)));
    return ticks.values().stream().mapToLong(Long::longValue).sum() * Proc.MILLIS_PER_TICK;
  }

  /** Ticks of each compiler thread of a process that lives; none where it is no JVM. */
  static Map<Path, Long> ticksByThread(long pid) {
    Map<Path, Long> found = new HashMap<>();
    try (Stream<Path> threads = Files.list(Proc.of(pid).resolve("task"))) {
      threads.forEach(thread -> found.put(thread, ticks(thread)));
    } catch (IOException ended) {
      throw new UncheckedIOException(ended);
    }
    return found;
  }

  private static long ticks(Path thread) {
    String stat = Proc.read(thread, "stat");
    boolean compiles = stat.contains("(C1 Compiler") || stat.contains("(C2 Compiler");
    return compiles ? Proc.ticks(stat, Proc.STIME) : 0;
  }
}

package com.livemargs.whatsapp.load.process;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a process and its children have used so far.
 *
 * @param cpuMillis processor time, user and system, in the kernel's steps of 10 ms
 * @param compilerMillis what of it the just-in-time compilers of a JVM took, 0 of anybody else
 * @param residentMiB memory now
 */
public record Usage(long cpuMillis, long compilerMillis, long residentMiB) {

  /** Of the process and all that it started; what has ended meanwhile is counted by its parent. */
  public static Usage of(ProcessHandle root) {
    List<ProcessHandle> all = Stream.concat(Stream.of(root), root.descendants()).toList();
    long ticks = 0;
    long resident = 0;
    for (ProcessHandle one : all) {
      ticks += Proc.ticks(Proc.read(Proc.of(one.pid()), "stat"), Proc.CSTIME);
      resident += residentKiB(one.pid());
    }
    long compilers =
        Compilers.ticksByThread(root.pid()).values().stream().mapToLong(Long::longValue).sum();
    return new Usage(
        ticks * Proc.MILLIS_PER_TICK, compilers * Proc.MILLIS_PER_TICK, resident >> 10);
  }

  /** What was used since. */
  public Usage since(Usage earlier) {
    return new Usage(
        cpuMillis - earlier.cpuMillis, compilerMillis - earlier.compilerMillis, residentMiB);
  }

  private static long residentKiB(long pid) {
    return Proc.read(Proc.of(pid), "status")
        .lines()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .sum();
  }
}

package com.livemargs.whatsapp.load.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a process and its children have used so far.
 *
 * @param cpuMillis processor time, user and system, in the kernel's steps of 10 ms
 * @param residentMiB memory now
 */
public record Usage(long cpuMillis, long residentMiB) {

  private static final long MILLIS_PER_TICK = 10;
  private static final int UTIME = 11;
  private static final int CSTIME = 14;

  /** Of the process and all that it started; what has ended meanwhile is counted by its parent. */
  public static Usage of(ProcessHandle root) {
    List<ProcessHandle> all = Stream.concat(Stream.of(root), root.descendants()).toList();
    long ticks = 0;
    long resident = 0;
    for (ProcessHandle one : all) {
      ticks += ticks(one.pid());
      resident += residentKiB(one.pid());
    }
    return new Usage(ticks * MILLIS_PER_TICK, resident >> 10);
  }

  /** What was used since. */
  public Usage since(Usage earlier) {
    return new Usage(cpuMillis - earlier.cpuMillis, residentMiB);
  }

  private static long ticks(long pid) {
    String stat = read(pid, "stat");
    // The name stands in parentheses and may hold blanks.
    String[] rest = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ");
    long ticks = 0;
    for (int i = UTIME; i <= CSTIME && rest.length > CSTIME; i++) {
      ticks += Long.parseLong(rest[i]);
    }
    return ticks;
  }

  private static long residentKiB(long pid) {
    return read(pid, "status")
        .lines()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .sum();
  }

  private static String read(long pid, String file) {
    try {
      return Files.readString(Path.of("/proc", String.valueOf(pid), file));
    } catch (NoSuchFileException gone) {
      return "";
    } catch (IOException gone) {
      return ended(gone);
    }
  }

  private static String ended(IOException failure) {
    if (String.valueOf(failure.getMessage()).contains("No such process")) {
      return "";
    }
    throw new UncheckedIOException(failure);
  }
}

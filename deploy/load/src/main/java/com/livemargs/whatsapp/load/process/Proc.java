package com.livemargs.whatsapp.load.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** What Linux tells of processes and threads in {@code /proc}; see proc(5). */
final class Proc {

  static final int UTIME = 11;
  static final int STIME = 12;
  static final int CSTIME = 14;
  static final long MILLIS_PER_TICK = 10;

  private Proc() {}

  /** The folder of a process. */
  static Path of(long pid) {
    return Path.of("/proc", String.valueOf(pid));
  }

  /** A file of a process or thread; empty when that has ended. */
  static String read(Path folder, String file) {
    try {
      return Files.readString(folder.resolve(file));
    } catch (NoSuchFileException gone) {
      return "";
    } catch (IOException failure) {
      if (String.valueOf(failure.getMessage()).contains("No such process")) {
        return "";
      }
      throw new UncheckedIOException(failure);
    }
  }

  /** The sum of the times of {@code stat} from UTIME to this one, counted behind the name. */
  static long ticks(String stat, int last) {
    // The name stands in parentheses and may hold blanks.
    String[] rest = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ");
    long ticks = 0;
    for (int i = UTIME; i <= last && rest.length > last; i++) {
      ticks += Long.parseLong(rest[i]);
    }
    return ticks;
  }
}

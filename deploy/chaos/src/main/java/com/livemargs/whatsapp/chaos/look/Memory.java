package com.livemargs.whatsapp.chaos.look;

import com.livemargs.whatsapp.chaos.cluster.Instance;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What a process holds: objects that are alive after a collection, and pages of the machine. */
public record Memory(long liveBytes, long residentBytes) {

  /** Of an instance, which collects its garbage for it. */
  public static Memory of(Instance instance) {
    long pid = pid(instance).orElseThrow().pid();
    return new Memory(live(pid), resident(pid));
  }

  /** Pages of the machine that an instance holds now. */
  public static long resident(Instance instance) {
    return pid(instance).map(process -> resident(process.pid())).orElse(0L);
  }

  /** Its process, found among this JVM's children by the folder that it was given. */
  public static Optional<ProcessHandle> pid(Instance instance) {
    String folder = "tmpdir=" + instance.log().getParent();
    return ProcessHandle.current()
        .children()
        .filter(
            it ->
                List.of(it.info().arguments().orElse(new String[0]))
                    .contains("-Djava.io." + folder))
        .findFirst();
  }

  // Its last line: Total, objects, bytes.
  private static long live(long pid) {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    try {
      Process process =
          new ProcessBuilder(jcmd, Long.toString(pid), "GC.class_histogram")
              .redirectErrorStream(true)
              .start();
      String last = new String(process.getInputStream().readAllBytes()).strip();
      String[] words = last.substring(last.lastIndexOf('\n') + 1).strip().split("\\s+");
      return Long.parseLong(words[words.length - 1]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long resident(long pid) {
    try {
      return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) << 10)
          .findFirst()
          .orElse(0);
    } catch (IOException noProc) {
      return 0;
    }
  }
}

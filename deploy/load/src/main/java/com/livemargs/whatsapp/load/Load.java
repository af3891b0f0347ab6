package com.livemargs.whatsapp.load;

import com.livemargs.whatsapp.load.measure.Measurement;
import com.livemargs.whatsapp.load.measure.Measurements;
import com.livemargs.whatsapp.load.measure.Site;
import com.livemargs.whatsapp.load.process.Cores;
import com.livemargs.whatsapp.load.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one command: starts the servers, runs the measurements, writes the table. */
public final class Load {

  private static final Logger log = LoggerFactory.getLogger(Load.class);

  private Load() {}

  /** Names of measurements; none: all that take no flag. */
  public static void main(String[] arguments) throws IOException {
    Path root = Path.of(System.getProperty("load.root", ".")).toAbsolutePath().normalize();
    Path out = root.resolve("deploy/load/target/load");
    Cores cores = new Cores(System.getProperty("load.cores", ""));
    Path work = Files.createTempDirectory("load-");
    Report report = new Report(out);
    report.setting("commit", System.getProperty("load.commit", "unknown"));
    report.setting("machine", machine());
    report.setting("cores", cores.description());
    try (Site site = new Site(root, work, out.resolve("logs"), cores)) {
      report.setting("durable", site.durability());
      for (Measurement one : Measurements.of(List.of(arguments))) {
        one.run(site, report);
        report.write();
      }
    } finally {
      report.write();
      delete(work);
    }
    log.info("{}", report.markdown());
    Runtime.getRuntime().exit(0);
  }

  private static String machine() throws IOException {
    String model =
        Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
            .filter(line -> line.startsWith("model name"))
            .map(line -> line.substring(line.indexOf(':') + 2))
            .findFirst()
            .orElse("unknown");
    long cpus =
        Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
            .filter(line -> line.startsWith("processor"))
            .count();
    String memory = Files.readAllLines(Path.of("/proc/meminfo")).getFirst().replaceAll("\\D", "");
    String load = Files.readString(Path.of("/proc/loadavg")).split(" ")[0];
    return "%d × %s, %d GiB, JDK %s, load when begun %s"
        .formatted(cpus, model, Long.parseLong(memory) >> 20, Runtime.version().feature(), load);
  }

  private static void delete(Path folder) {
    try {
      org.springframework.util.FileSystemUtils.deleteRecursively(folder);
    } catch (IOException left) {
      log.warn("could not delete {}", folder);
    }
  }
}

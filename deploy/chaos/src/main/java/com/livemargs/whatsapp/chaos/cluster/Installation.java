package com.livemargs.whatsapp.chaos.cluster;

import com.livemargs.whatsapp.chaos.crash.TriggerFolder;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The services' executable jars, extracted as the images have them, and the settings that all of
 * them get.
 */
final class Installation {

  private final Path folder;
  private final Path trigger;
  private final Map<String, String> settings = new ConcurrentHashMap<>();

  Installation(Path folder) {
    this.folder = folder;
    try {
      trigger = TriggerFolder.in(Files.createDirectories(folder.resolve("trigger")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Stream.of(Service.values()).parallel().forEach(this::extract);
  }

  private void extract(Service service) {
    Path target = folder.resolve("apps").resolve(service.title());
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Djarmode=tools",
            "-jar",
            service.jar().toString(),
            "extract",
            "--force",
            "--destination",
            target.toString());
    try {
      Files.createDirectories(target);
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve(service.title() + "-extract.log").toFile())
              .start();
      if (process.waitFor() != 0) {
        throw new IllegalStateException(service.jar() + " cannot be extracted");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  String classPath(Service service) {
    Path jar = folder.resolve("apps").resolve(service.title()).resolve(service.title() + ".jar");
    return service == Service.SIMULATOR ? jar.toString() : jar + File.pathSeparator + trigger;
  }

  Map<String, String> settings() {
    return settings;
  }

  Path folder(String instance) {
    try {
      return Files.createDirectories(folder.resolve(instance));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

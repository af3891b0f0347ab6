package com.livemargs.whatsapp.chaos.cluster;

import com.livemargs.whatsapp.chaos.crash.TriggerJar;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * An executable jar, extracted as the images have it, with an archive of its classes (of the kind
 * that is made fastest): restarts are many here. Kept for the next run while its bytes and the
 * trigger's are the same.
 */
record Program(Service service, Path folder) {

  private static final List<String> SMALL =
      List.of(
          "-Xmx256m",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-XX:+ExitOnOutOfMemoryError",
          "-Xlog:disable",
          "-Xlog:all=error:stderr");
  // Meta keeps the book of all that was sent, and files of 100 MiB on their way to its shelf.
  private static final String META = "-Xmx1g";
  private static final long REHEARSAL_SECONDS = 240;

  static Program of(Service service, Path apps) {
    return new Program(service, apps.resolve(service.title() + "-" + hash(service.jar())));
  }

  private static String hash(Path jar) {
    try {
      MessageDigest hash = MessageDigest.getInstance("SHA-256");
      hash.update(TriggerJar.bytes());
      return HexFormat.of().formatHex(hash.digest(Files.readAllBytes(jar)), 0, 6);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private Path jar() {
    return folder.resolve(service.title() + ".jar");
  }

  private Path trigger() {
    return folder.resolve("trigger.jar");
  }

  private Path archive() {
    return folder.resolve("classes.jsa");
  }

  private static String executable() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** The virtual machine and its options. */
  List<String> java() {
    List<String> command = new ArrayList<>(List.of(executable()));
    command.addAll(SMALL);
    if (service == Service.SIMULATOR) {
      command.add(META);
    }
    if (Files.isRegularFile(archive())) {
      command.add("-XX:SharedArchiveFile=" + archive());
    }
    return command;
  }

  /** The class path and the main class; Meta's stand-in never dies, so it has no trigger. */
  List<String> main() {
    String path =
        service == Service.SIMULATOR ? jar().toString() : Installation.joined(jar(), trigger());
    return List.of("-cp", path, service.mainClass());
  }

  void prepare(Map<String, String> settings) {
    if (Files.isRegularFile(folder.resolve("prepared"))) {
      return;
    }
    try {
      Files.createDirectories(folder);
      run(extraction(), Map.of());
      TriggerJar.write(trigger());
      rehearse(settings);
      Files.createFile(folder.resolve("prepared"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> extraction() {
    return List.of(
        executable(),
        "-Djarmode=tools",
        "-jar",
        service.jar().toString(),
        "extract",
        "--force",
        "--destination",
        folder.toString());
  }

  // A start for its own sake; without an archive all works, only slower.
  private void rehearse(Map<String, String> settings) throws IOException {
    if (service == Service.SIMULATOR) {
      return;
    }
    List<String> command = new ArrayList<>(java());
    command.add("-XX:ArchiveClassesAtExit=" + archive());
    command.add("-Dspring.context.exit=onRefresh");
    command.addAll(main());
    Map<String, String> environment = new HashMap<>(settings);
    environment.put("SERVER_PORT", "0");
    environment.put("MANAGEMENT_PORT", "0");
    environment.put("MEDIA_DIR", folder.resolve("media").toString());
    run(command, environment);
  }

  private void run(List<String> command, Map<String, String> environment) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.directory(folder.toFile());
    builder.environment().putAll(environment);
    builder.redirectOutput(
        ProcessBuilder.Redirect.appendTo(folder.resolve("preparation.log").toFile()));
    Process process = builder.start();
    try {
      if (!process.waitFor(REHEARSAL_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}

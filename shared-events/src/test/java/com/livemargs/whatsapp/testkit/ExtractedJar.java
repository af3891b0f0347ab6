package com.livemargs.whatsapp.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * An executable jar as the images have it: extracted, with an archive of its classes that halves a
 * start (of the kind that is made fastest). Kept for the next run while its bytes are the same.
 */
public final class ExtractedJar {

  private static final long PATIENCE_SECONDS = 240;

  private final Path executable;
  private final Path folder;
  private final Map<String, byte[]> beside;

  private ExtractedJar(Path executable, Path folder, Map<String, byte[]> beside) {
    this.executable = executable;
    this.folder = folder;
    this.beside = beside;
  }

  /**
   * The jar in a folder of its own, which {@link #prepare} makes.
   *
   * @param executable what the build made
   * @param apps the folder of that folder
   * @param beside other files that it runs with, by their names
   */
  public static ExtractedJar of(Path executable, Path apps, Map<String, byte[]> beside) {
    Map<String, byte[]> sorted = new TreeMap<>(beside);
    Path folder = apps.resolve(title(executable) + "-" + hash(executable, sorted));
    return new ExtractedJar(executable, folder.toAbsolutePath(), sorted);
  }

  private static String title(Path executable) {
    return executable.getFileName().toString().replaceFirst("\\.jar$", "");
  }

  private static String hash(Path executable, Map<String, byte[]> beside) {
    try {
      MessageDigest hash = MessageDigest.getInstance("SHA-256");
      beside.values().forEach(hash::update);
      return HexFormat.of().formatHex(hash.digest(Files.readAllBytes(executable)), 0, 6);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The extracted jar, which finds its libraries. */
  public Path jar() {
    return folder.resolve(executable.getFileName());
  }

  /** What lies beside it under this name. */
  public Path file(String name) {
    return folder.resolve(name);
  }

  /**
   * The virtual machine that this one is, with these options and the archive where there is one.
   */
  public List<String> java(List<String> options) {
    List<String> command = new ArrayList<>(List.of(virtualMachine()));
    command.addAll(options);
    if (Files.isRegularFile(archive())) {
      command.add("-XX:SharedArchiveFile=" + archive());
    }
    return command;
  }

  /**
   * Extracts it and starts it once for its own sake, up to where it would begin to work, unless
   * that was done before. Without an archive all works, only slower.
   *
   * @param options of the virtual machine, as in later starts
   * @param main what is started, as in later starts: {@code -jar} or {@code -cp} and what follows
   * @param settings all of its environment
   */
  public void prepare(List<String> options, List<String> main, Map<String, String> settings) {
    Path done = folder.resolve("prepared");
    if (Files.isRegularFile(done)) {
      return;
    }
    try {
      forgetOlder();
      Files.createDirectories(folder);
      run(extraction(), Map.of());
      for (Map.Entry<String, byte[]> file : beside.entrySet()) {
        Files.write(file(file.getKey()), file.getValue());
      }
      run(rehearsal(options, main), settings);
      Files.createFile(done);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void forgetOlder() throws IOException {
    Path apps = Files.createDirectories(folder.resolveSibling("."));
    String same = title(executable) + "-[0-9a-f]{12}";
    try (Stream<Path> all = Files.list(apps)) {
      all.filter(app -> app.getFileName().toString().matches(same)).forEach(Machine::delete);
    }
  }

  private List<String> extraction() {
    return List.of(
        virtualMachine(),
        "-Djarmode=tools",
        "-jar",
        executable.toAbsolutePath().toString(),
        "extract",
        "--force",
        "--destination",
        folder.toString());
  }

  private List<String> rehearsal(List<String> options, List<String> main) {
    List<String> command = new ArrayList<>(java(options));
    command.add("-XX:ArchiveClassesAtExit=" + archive());
    command.add("-Dspring.context.exit=onRefresh");
    // That exit halts: what is temporary stays, here where it goes with the folder.
    command.add("-Djava.io.tmpdir=" + folder);
    command.addAll(main);
    return command;
  }

  private void run(List<String> command, Map<String, String> environment) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.directory(folder.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.redirectOutput(
        ProcessBuilder.Redirect.appendTo(folder.resolve("preparation.log").toFile()));
    Process process = builder.start();
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private Path archive() {
    return folder.resolve("classes.jsa");
  }

  private static String virtualMachine() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }
}

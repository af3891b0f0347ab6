package com.livemargs.whatsapp.chaos.cluster;

import com.livemargs.whatsapp.testkit.Program;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** What the services run from, and the settings that all of them get. */
final class Installation {

  private final Path folder;
  private final Map<Service, PreparedService> programs = new EnumMap<>(Service.class);
  private final Map<String, String> settings = new ConcurrentHashMap<>();

  Installation(Path folder) {
    this.folder = folder;
    Path apps = Program.root().resolve("deploy/chaos/target/apps");
    for (Service service : Service.values()) {
      programs.put(service, PreparedService.of(service, apps));
    }
  }

  /** Extracts and rehearses what is new since the last run; with the settings of all. */
  void prepare() {
    Stream.of(Service.values()).parallel().forEach(service -> program(service).prepare(settings));
  }

  private PreparedService program(Service service) {
    PreparedService program = programs.get(service);
    if (program == null) {
      throw new IllegalStateException(service + " has no program");
    }
    return program;
  }

  /** The command that starts a service, with options of the JVM. */
  List<String> command(Service service, Path home, List<String> options) {
    PreparedService program = program(service);
    List<String> command = new ArrayList<>(program.java());
    command.add("-Djava.io.tmpdir=" + home);
    command.addAll(options);
    command.addAll(program.main());
    return command;
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

  /** One class path. */
  static String joined(Path... jars) {
    return String.join(File.pathSeparator, Stream.of(jars).map(Path::toString).toList());
  }
}

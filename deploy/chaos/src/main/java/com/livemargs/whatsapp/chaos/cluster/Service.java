package com.livemargs.whatsapp.chaos.cluster;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/** The programs of this build that run as processes of their own. */
public enum Service {
  INGRESS("webhook-ingress", "ingress.IngressApplication"),
  MEDIA("media-fetcher", "media.MediaApplication"),
  PERSISTENCE("persistence-writer", "persistence.PersistenceApplication"),
  LIVEKIT("livekit-bridge", "livekit.LiveKitApplication"),
  OUTBOUND("outbound-sender", "outbound.OutboundApplication"),
  SIMULATOR("deploy/simulator", "simulator.SimulatorApplication");

  private final Path module;
  private final String main;

  Service(String module, String main) {
    this.module = Path.of(module);
    this.main = main;
  }

  /** As in the names of nodes: {@code ingress}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  String title() {
    return module.getFileName().toString();
  }

  String mainClass() {
    return "com.livemargs.whatsapp." + main;
  }

  Path jar() {
    Path jar = root().resolve(module).resolve("target").resolve(title() + ".jar");
    if (!Files.isRegularFile(jar)) {
      throw new IllegalStateException(
          title() + ".jar is not built: run mvn package -DskipTests -pl deploy/chaos -am");
    }
    return jar;
  }

  /** The repository's folder. */
  public static Path root() {
    return Stream.iterate(Path.of("").toAbsolutePath(), Path::getParent)
        .filter(folder -> Files.isDirectory(folder.resolve("shared-events")))
        .findFirst()
        .orElseThrow();
  }
}

package com.livemargs.whatsapp.testkit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The executable jars of this build, each with the settings without which it does not start. */
public enum Program {
  INGRESS(
      "webhook-ingress",
      "KAFKA_BOOTSTRAP_SERVERS",
      "WHATSAPP_APP_SECRET",
      "WHATSAPP_WEBHOOK_VERIFY_TOKEN"),
  MEDIA(
      "media-fetcher",
      "KAFKA_BOOTSTRAP_SERVERS",
      "POSTGRES_URL",
      "WHATSAPP_ACCESS_TOKEN",
      "WHATSAPP_API_KEYS"),
  PERSISTENCE(
      "persistence-writer",
      "KAFKA_BOOTSTRAP_SERVERS",
      "POSTGRES_URL",
      "MONGODB_URI",
      "WHATSAPP_API_KEYS"),
  LIVEKIT("livekit-bridge", "KAFKA_BOOTSTRAP_SERVERS", "WHATSAPP_API_KEYS"),
  OUTBOUND(
      "outbound-sender",
      "KAFKA_BOOTSTRAP_SERVERS",
      "POSTGRES_URL",
      "WHATSAPP_ACCESS_TOKEN",
      "WHATSAPP_PHONE_NUMBER_ID",
      "WHATSAPP_API_KEYS"),
  SIMULATOR("deploy/simulator"),
  STANDALONE("deploy/standalone");

  /** Those of the services. */
  public static final List<Program> SERVICES =
      List.of(INGRESS, MEDIA, PERSISTENCE, LIVEKIT, OUTBOUND);

  private final Path module;
  private final List<String> needs;

  Program(String module, String... needs) {
    this.module = Path.of(module);
    this.needs = List.of(needs);
  }

  /** The name of its file, without the ending. */
  public String title() {
    return module.getFileName().toString();
  }

  /** The settings without which it does not start. */
  public List<String> needs() {
    return needs;
  }

  /** The setting that says where it listens. */
  public String portVariable() {
    return switch (this) {
      case INGRESS, MEDIA, PERSISTENCE, LIVEKIT, OUTBOUND -> "SERVER_PORT";
      case SIMULATOR -> "SIMULATOR_PORT";
      case STANDALONE -> "HTTP_PORT";
    };
  }

  /** The jar, which its module's build has made. */
  public Path jar() {
    Path jar = root().resolve(module).resolve("target").resolve(title() + ".jar");
    if (!Files.isRegularFile(jar)) {
      throw new IllegalStateException(
          title() + ".jar is not built: run mvn verify, or mvn package -DskipTests first");
    }
    return jar;
  }

  /** The repository's folder, from whichever of its modules it is looked for. */
  public static Path root() {
    return Stream.iterate(Path.of("").toAbsolutePath(), Path::getParent)
        .filter(folder -> Files.isDirectory(folder.resolve("shared-events")))
        .findFirst()
        .orElseThrow();
  }
}

package com.livemargs.whatsapp.chaos.configuration;

import com.livemargs.whatsapp.chaos.cluster.Service;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An executable jar and the least that it has to be told. */
enum Program {
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
  LIVEKIT(
      "livekit-bridge",
      "KAFKA_BOOTSTRAP_SERVERS",
      "WHATSAPP_API_KEYS",
      "LIVEKIT_URL",
      "LIVEKIT_API_KEY",
      "LIVEKIT_API_SECRET"),
  OUTBOUND(
      "outbound-sender",
      "KAFKA_BOOTSTRAP_SERVERS",
      "POSTGRES_URL",
      "WHATSAPP_ACCESS_TOKEN",
      "WHATSAPP_PHONE_NUMBER_ID",
      "WHATSAPP_API_KEYS"),
  RUN("deploy/standalone");

  /** What must never be printed, as a part of every secret that is set. */
  static final String SECRET = "canary-of-secrets";

  private static final Map<String, String> RIGHT =
      Map.ofEntries(
          Map.entry("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:9"),
          Map.entry("POSTGRES_URL", "postgresql://nobody:" + SECRET + "@127.0.0.1:9/nothing"),
          Map.entry("MONGODB_URI", "mongodb://nobody:" + SECRET + "@127.0.0.1:9"),
          Map.entry("WHATSAPP_APP_SECRET", SECRET + "-app"),
          Map.entry("WHATSAPP_WEBHOOK_VERIFY_TOKEN", SECRET + "-verify"),
          Map.entry("WHATSAPP_ACCESS_TOKEN", SECRET + "-access"),
          Map.entry("WHATSAPP_API_KEYS", SECRET + "-api-key"),
          Map.entry("WHATSAPP_PHONE_NUMBER_ID", "412906551877340"),
          Map.entry("LIVEKIT_URL", "http://127.0.0.1:9"),
          Map.entry("LIVEKIT_API_KEY", "devkey"),
          Map.entry("LIVEKIT_API_SECRET", SECRET + "-of-livekit-of-32-characters"));

  private final Path module;
  private final List<String> needs;

  Program(String module, String... needs) {
    this.module = Path.of(module);
    this.needs = List.of(needs);
  }

  String title() {
    return module.getFileName().toString();
  }

  /** Settings that are all right, leading nowhere, on ports that nobody else holds. */
  Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>(RIGHT);
    settings.keySet().retainAll(needs);
    if (this != RUN) {
      settings.put("SERVER_PORT", "0");
    }
    return settings;
  }

  List<String> command(Path folder) {
    Path jar = Service.root().resolve(module).resolve("target").resolve(title() + ".jar");
    if (!Files.isRegularFile(jar)) {
      throw new IllegalStateException(jar + " is not built");
    }
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx192m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-Djava.io.tmpdir=" + folder,
        "-jar",
        jar.toString());
  }
}

package com.livemargs.whatsapp.chaos.configuration;

import com.livemargs.whatsapp.testkit.Program;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A program's start with nothing wrong in its settings, which lead nowhere. */
final class RightStart {

  /** What must never be printed, as a part of every secret that is set. */
  static final String SECRET = "canary-of-secrets";

  private static final Map<String, String> RIGHT =
      Map.of(
          "KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:9",
          "POSTGRES_URL", "postgresql://nobody:" + SECRET + "@127.0.0.1:9/nothing",
          "MONGODB_URI", "mongodb://nobody:" + SECRET + "@127.0.0.1:9",
          "WHATSAPP_APP_SECRET", SECRET + "-app",
          "WHATSAPP_WEBHOOK_VERIFY_TOKEN", SECRET + "-verify",
          "WHATSAPP_ACCESS_TOKEN", SECRET + "-access",
          "WHATSAPP_API_KEYS", SECRET + "-api-key",
          "WHATSAPP_PHONE_NUMBER_ID", "412906551877340");

  // The bridge starts without LiveKit, and has nothing to say about its keys then.
  private static final Map<String, String> OF_LIVEKIT =
      Map.of(
          "LIVEKIT_URL", "http://127.0.0.1:9",
          "LIVEKIT_API_KEY", "devkey",
          "LIVEKIT_API_SECRET", SECRET + "-of-livekit-of-32-characters");

  private RightStart() {}

  /** The least that a program has to be told, on ports that nobody else holds. */
  static Map<String, String> settings(Program program) {
    Map<String, String> settings = new HashMap<>(RIGHT);
    settings.keySet().retainAll(program.needs());
    if (program == Program.LIVEKIT) {
      settings.putAll(OF_LIVEKIT);
    }
    if (program != Program.STANDALONE) {
      settings.put(program.portVariable(), "0");
    }
    return settings;
  }

  static List<String> command(Program program, Path folder) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx192m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-Djava.io.tmpdir=" + folder,
        "-jar",
        program.jar().toString());
  }
}

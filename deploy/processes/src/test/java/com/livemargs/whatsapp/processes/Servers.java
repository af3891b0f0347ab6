package com.livemargs.whatsapp.processes;

import static java.util.stream.Collectors.toMap;

import com.livemargs.whatsapp.testkit.KafkaServer;
import com.livemargs.whatsapp.testkit.LiveKitServer;
import com.livemargs.whatsapp.testkit.MongoServer;
import com.livemargs.whatsapp.testkit.PostgresServer;
import com.livemargs.whatsapp.testkit.Program;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.security.plain.PlainLoginModule;

/**
 * What an operator has before the first service starts: a broker with rights for each service, two
 * empty stores, perhaps a LiveKit server, and the settings that lead there.
 */
final class Servers implements AutoCloseable {

  private static final String KAFKA = "KAFKA_BOOTSTRAP_SERVERS";

  static final String API_KEY = "a-key-that-opens-the-doors";

  private static final Map<String, String> OURS =
      Map.of(
          "WHATSAPP_APP_SECRET", "the-app-secret-of-these-tests",
          "WHATSAPP_WEBHOOK_VERIFY_TOKEN", "the-verify-token-of-these-tests",
          "WHATSAPP_ACCESS_TOKEN", "the-access-token-of-these-tests",
          "WHATSAPP_PHONE_NUMBER_ID", "412906551877340",
          "WHATSAPP_API_KEYS", API_KEY,
          "INTERNAL_API_KEY", "the-internal-key-of-these-tests");

  private static final String PASSWORD = "the-kafka-password-of-these-tests";

  private final KafkaServer kafka = KafkaServer.guarded(passwords());
  private final String postgres = PostgresServer.shared().newDatabase();
  private final String mongo = MongoServer.shared().newDatabaseUri();

  /** Where each service may do what the manual says, and nothing else. */
  Servers(LeastRights rights) {
    rights.allow(kafka.bootstrapServers());
  }

  private static Map<String, String> passwords() {
    return Program.SERVICES.stream().collect(toMap(Program::title, service -> PASSWORD));
  }

  /** The broker; who comes by its plain address may do all. */
  KafkaServer kafka() {
    return kafka;
  }

  Stores stores() {
    return new Stores(postgres, mongo);
  }

  /** What the program needs, and not one setting more. */
  Map<String, String> settings(Program program) {
    var settings = everything();
    settings.keySet().retainAll(program.needs());
    settings.putAll(login(program));
    return settings;
  }

  /** How the program comes to the broker under its own name. */
  Map<String, String> login(Program program) {
    return program.needs().contains(KAFKA)
        ? Map.of(
            KAFKA,
            kafka.guardedServers(),
            "SPRING_KAFKA_SECURITY_PROTOCOL",
            "SASL_PLAINTEXT",
            "SPRING_KAFKA_PROPERTIES_SASL_MECHANISM",
            "PLAIN",
            "SPRING_KAFKA_PROPERTIES_SASL_JAAS_CONFIG",
            "%s required username=\"%s\" password=\"%s\";"
                .formatted(PlainLoginModule.class.getName(), program.title(), PASSWORD))
        : Map.of();
  }

  /** What all programs together need, as one file for all of them would say it. */
  Map<String, String> everything() {
    return all(kafka.bootstrapServers(), postgres, mongo);
  }

  /** What the program needs, with addresses where nobody is. */
  static Map<String, String> nowhere(Program program) {
    var all =
        all(
            "127.0.0.1:9",
            "postgresql://nobody:secret-word@127.0.0.1:9/nothing",
            "mongodb://127.0.0.1:9");
    all.keySet().retainAll(program.needs());
    return all;
  }

  private static Map<String, String> all(String kafka, String postgres, String mongo) {
    var all = new HashMap<>(OURS);
    all.put(KAFKA, kafka);
    all.put("POSTGRES_URL", postgres);
    all.put("MONGODB_URI", mongo);
    return all;
  }

  /** Where LiveKit is, and whether it is. */
  static Map<String, String> liveKit() {
    return LiveKitServer.find()
        .map(
            server ->
                Map.of(
                    "LIVEKIT_URL", server.http(),
                    "LIVEKIT_API_KEY", LiveKitServer.KEY,
                    "LIVEKIT_API_SECRET", LiveKitServer.SECRET))
        .orElse(Map.of("LIVEKIT_URL", "off"));
  }

  /** What must never be printed. */
  static List<String> secrets() {
    return List.of(
        "the-app-secret",
        "the-verify-token",
        "the-access-token",
        "the-internal-key",
        API_KEY,
        PASSWORD,
        "secret-word");
  }

  @Override
  public void close() {
    kafka.close();
  }
}

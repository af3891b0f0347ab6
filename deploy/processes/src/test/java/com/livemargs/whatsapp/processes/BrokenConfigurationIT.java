package com.livemargs.whatsapp.processes;

import static com.livemargs.whatsapp.testkit.Program.INGRESS;
import static com.livemargs.whatsapp.testkit.Program.LIVEKIT;
import static com.livemargs.whatsapp.testkit.Program.MEDIA;
import static com.livemargs.whatsapp.testkit.Program.OUTBOUND;
import static com.livemargs.whatsapp.testkit.Program.PERSISTENCE;
import static org.assertj.core.api.Assertions.assertThat;

import com.livemargs.whatsapp.testkit.Program;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** A service that is told nonsense says so and stops, before it looks for any server. */
class BrokenConfigurationIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final List<Mistake> MISTAKES =
      List.of(
          new Mistake(INGRESS, "WHATSAPP_APP_SECRET", "", "is not set"),
          new Mistake(INGRESS, "KAFKA_BOOTSTRAP_SERVERS", "", "is not set"),
          new Mistake(INGRESS, "KAFKA_BOOTSTRAP_SERVERS", "broker.invalid:9092", "resolves"),
          new Mistake(PERSISTENCE, "KAFKA_BOOTSTRAP_SERVERS", "localhost", "host:port"),
          new Mistake(
              INGRESS,
              "WHATSAPP_WEBHOOK_VERIFY_TOKEN",
              "your_webhook_verify_token_here",
              "placeholder"),
          new Mistake(INGRESS, "TOPIC_PARTITIONS", "a dozen", "Set it to"),
          new Mistake(
              MEDIA, "WHATSAPP_ACCESS_TOKEN", "your_whatsapp_access_token_here", "placeholder"),
          new Mistake(MEDIA, "POSTGRES_URL", "mysql://root:secret-word@localhost/db", "Set it to"),
          new Mistake(MEDIA, "MEDIA_URL_SECRET", "your_secret_here", "placeholder"),
          new Mistake(MEDIA, "MEDIA_MAX_BYTES", "plenty", "leave it out"),
          new Mistake(PERSISTENCE, "MONGODB_URI", "", "is not set"),
          new Mistake(PERSISTENCE, "MESSAGE_TTL", "five years", "ISO-8601"),
          new Mistake(PERSISTENCE, "INTERNAL_API_KEY", "your_internal_api_key_here", "placeholder"),
          new Mistake(
              OUTBOUND, "LIVEKIT_API_SECRET", "your_livekit_api_secret_here", "placeholder"),
          new Mistake(LIVEKIT, "WHATSAPP_API_KEYS", "your_api_keys_here", "placeholder"),
          new Mistake(OUTBOUND, "WHATSAPP_API_KEYS", "crm/sned=secret-word", "scopes are send"),
          new Mistake(LIVEKIT, "LIVEKIT_URL", "http://127.0.0.1:7880", "LIVEKIT_API_KEY"),
          new Mistake(OUTBOUND, "WHATSAPP_PHONE_NUMBER_ID", "+49 30 5501188", "Set it to"),
          new Mistake(OUTBOUND, "POSTGRES_URL", "", "is not set"),
          new Mistake(OUTBOUND, "SERVER_PORT", "web", "Set it to a whole number"),
          new Mistake(OUTBOUND, "SERVER_PORT", "70000", "Set it to a free port"));

  /** One wrong setting in an otherwise right environment, and a part of what is said of it. */
  private record Mistake(Program program, String variable, String value, String remark) {

    String title() {
      return program.title() + " with " + variable + "=" + value;
    }

    ServiceProcess make() {
      Map<String, String> settings = Servers.nowhere(program);
      settings.put(variable, value);
      return ServiceProcess.start(program, settings);
    }
  }

  @TestFactory
  Stream<DynamicTest> isToldByNameWithItsFixAndWithoutSecrets() {
    return AtOnce.claim(MISTAKES, Mistake::title, BrokenConfigurationIT::assertTold);
  }

  private static void assertTold(Mistake mistake) {
    try (var service = mistake.make()) {
      assertThat(service.awaitEnd(PATIENCE)).isPositive();
      assertThat(service.output())
          .contains(mistake.variable(), mistake.remark())
          .doesNotContain("\tat ", "Exception")
          .doesNotContain(Servers.secrets().toArray(CharSequence[]::new));
    }
  }
}

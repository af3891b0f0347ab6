package com.livemargs.whatsapp.ingress;

import static org.awaitility.Awaitility.await;

import com.livemargs.whatsapp.testkit.KafkaServer;
import com.livemargs.whatsapp.testkit.OwnLoops;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The service for one test, with a broker that the test may stop. */
final class LoneDoor implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  final WebhookClient meta;
  private final ConfigurableApplicationContext context;
  private final int port;

  private LoneDoor(ConfigurableApplicationContext context) {
    this.context = context;
    this.port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    this.meta = new WebhookClient(port);
  }

  /** Starts it and waits until it is ready. */
  static LoneDoor start(KafkaServer kafka) {
    LoneDoor door = startAt(kafka.bootstrapServers(), Map.of());
    door.awaitReadiness(200);
    return door;
  }

  /**
   * Starts it and does not wait.
   *
   * @param client settings of Kafka's clients
   */
  static LoneDoor startAt(String servers, Map<String, String> client) {
    List<String> properties = new ArrayList<>();
    properties.add("SERVER_PORT=0");
    properties.add("KAFKA_BOOTSTRAP_SERVERS=" + servers);
    properties.add("WHATSAPP_APP_SECRET=" + WebhookClient.SECRET);
    properties.add("WHATSAPP_WEBHOOK_VERIFY_TOKEN=" + WebhookClient.TOKEN);
    client.forEach(
        (name, value) -> properties.add("spring.kafka.properties." + name + "=" + value));
    return new LoneDoor(
        new SpringApplicationBuilder(IngressApplication.class, OwnLoops.class)
            .properties(properties.toArray(String[]::new))
            .run());
  }

  /** Waits until readiness is answered so. */
  void awaitReadiness(int status) {
    await().atMost(PATIENCE).until(() -> DoorTest.readiness(port) == status);
  }

  @Override
  public void close() {
    context.close();
  }
}

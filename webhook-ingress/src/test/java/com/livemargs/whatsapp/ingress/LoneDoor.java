package com.livemargs.whatsapp.ingress;

import static org.awaitility.Awaitility.await;

import com.livemargs.whatsapp.testkit.KafkaServer;
import com.livemargs.whatsapp.testkit.OwnLoops;
import java.time.Duration;
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
    LoneDoor door =
        new LoneDoor(
            new SpringApplicationBuilder(IngressApplication.class, OwnLoops.class)
                .properties(
                    "SERVER_PORT=0",
                    "KAFKA_BOOTSTRAP_SERVERS=" + kafka.bootstrapServers(),
                    "WHATSAPP_APP_SECRET=" + WebhookClient.SECRET,
                    "WHATSAPP_WEBHOOK_VERIFY_TOKEN=" + WebhookClient.TOKEN)
                .run());
    door.awaitReadiness(200);
    return door;
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

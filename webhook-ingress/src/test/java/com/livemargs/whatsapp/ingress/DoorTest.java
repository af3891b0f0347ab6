package com.livemargs.whatsapp.ingress;

import static org.awaitility.Awaitility.await;

import com.livemargs.whatsapp.testkit.KafkaServer;
import java.net.URI;
import java.net.http.HttpRequest;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * The whole service on a random port, one for all tests that let it stand, and the broker. Nothing
 * is about speed here, so bodies and brokers get more time than they have in earnest: a busy
 * machine would be answered as one that is out of order.
 */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "WHATSAPP_APP_SECRET=" + WebhookClient.OLDER_SECRET + ", " + WebhookClient.SECRET,
      "WHATSAPP_WEBHOOK_VERIFY_TOKEN=" + WebhookClient.TOKEN,
      "TOPIC_PARTITIONS=3",
      "whatsapp.ingress.body-timeout=1m",
      "whatsapp.ingress.deadline=1m"
    })
abstract class DoorTest {

  static final KafkaServer KAFKA = KafkaServer.shared();

  @Autowired private Environment environment;

  WebhookClient meta = new WebhookClient(0);

  @DynamicPropertySource
  static void broker(DynamicPropertyRegistry registry) {
    registry.add("KAFKA_BOOTSTRAP_SERVERS", KAFKA::bootstrapServers);
  }

  @BeforeEach
  void whenReady() {
    int port = environment.getRequiredProperty("local.server.port", Integer.class);
    meta = new WebhookClient(port);
    await().until(() -> readiness(port) == 200);
  }

  static int readiness(int port) {
    URI uri = URI.create("http://127.0.0.1:" + port + "/actuator/health/readiness");
    return WebhookClient.send(HttpRequest.newBuilder(uri).build()).statusCode();
  }

  int port() {
    return meta.uri().getPort();
  }
}

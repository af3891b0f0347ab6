package com.livemargs.whatsapp.livekit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.livemargs.whatsapp.events.kafka.ConsumerGroup;
import com.livemargs.whatsapp.testkit.DescribedRoute;
import com.livemargs.whatsapp.testkit.KafkaServer;
import com.livemargs.whatsapp.testkit.RouteScan;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.webtestclient.autoconfigure.AutoConfigureWebTestClient;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;

/** The bridge with LiveKit off. */
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {"whatsapp.livekit.url=off", "whatsapp.livekit.api-secret="})
@AutoConfigureWebTestClient
class OffTest {

  @Autowired private WebTestClient client;

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry registry) {
    registry.add("spring.kafka.bootstrap-servers", KafkaServer.shared()::bootstrapServers);
    registry.add("whatsapp.access.api-keys", () -> Bridge.API_KEYS);
  }

  @TestFactory
  Stream<DynamicTest> aPathOpensToKeysWithItsScopeAlone(@LocalServerPort int port) {
    return RouteScan.of(DescribedRoute.Owner.LIVEKIT, "http://127.0.0.1:" + port);
  }

  @Test
  void everyPathOfThisServiceIsDescribed(@Autowired ApplicationContext service) {
    RouteScan.assertDescribed(service);
  }

  @Test
  void thePathsSayThatItIsOffAndHowToSwitchItOn() {
    for (String path : new String[] {"/livekit/token", "/livekit/webhook"}) {
      client
          .post()
          .uri(path)
          .header("X-API-Key", Bridge.API_KEY)
          .exchange()
          .expectStatus()
          .isEqualTo(503)
          .expectBody()
          .jsonPath("$.title")
          .isEqualTo("LiveKit is off")
          .jsonPath("$.detail")
          .value(detail -> assertThat(String.valueOf(detail)).contains("LIVEKIT_URL"));
    }
  }

  @Test
  void nothingIsConsumedAndTheServiceIsReady(@Autowired ObjectProvider<ConsumerGroup> groups) {
    assertThat(groups.stream()).isEmpty();
    await()
        .untilAsserted(
            () -> client.get().uri("/actuator/health/readiness").exchange().expectStatus().isOk());
  }
}

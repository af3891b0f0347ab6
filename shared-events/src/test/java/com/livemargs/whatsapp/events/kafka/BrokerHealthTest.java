package com.livemargs.whatsapp.events.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.livemargs.whatsapp.testkit.KafkaServer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;

class BrokerHealthTest {

  private final KafkaProperties properties = new KafkaProperties();

  @Test
  void brokerWhoseNameDoesNotResolveYetIsFoundOnceItDoes() {
    properties.setBootstrapServers(List.of("nobody.invalid:9092"));
    BrokerHealth health = new BrokerHealth(new KafkaClients(properties));
    health.start();
    try {
      await().during(Duration.ofSeconds(1)).until(() -> !health.isReachable());

      properties.setBootstrapServers(List.of(KafkaServer.shared().bootstrapServers()));

      await().until(health::isReachable);
      assertThat(health.health().getStatus().getCode()).isEqualTo("UP");
    } finally {
      health.stop();
    }
  }
}

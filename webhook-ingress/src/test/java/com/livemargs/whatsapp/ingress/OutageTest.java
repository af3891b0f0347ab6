package com.livemargs.whatsapp.ingress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.livemargs.whatsapp.events.Topics;
import com.livemargs.whatsapp.testkit.KafkaServer;
import com.livemargs.whatsapp.testkit.Samples;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class OutageTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Test
  void whileTheBrokerIsAwayNothingIsPromisedAndRedeliveryFinishesTheJob() {
    try (KafkaServer kafka = KafkaServer.start();
        LoneDoor door = LoneDoor.start(kafka)) {
      WebhookClient meta = door.meta;
      byte[] before = Samples.bytes("messages.text");
      await().atMost(PATIENCE).until(() -> meta.deliverOnce(before).statusCode() == 200);

      kafka.stop();
      byte[] body = Samples.bytes("messages.image");
      HttpResponse<String> away = meta.deliverOnce(body);
      door.awaitReadiness(503);
      HttpResponse<String> still = meta.deliverOnce(body);

      assertThat(away.statusCode()).isEqualTo(503);
      assertThat(away.headers().firstValue("Retry-After")).isPresent();
      assertThat(still.statusCode()).isEqualTo(503);
      assertThat(meta.postOnce(body, "sha256=" + "0".repeat(64)).statusCode()).isEqualTo(401);

      kafka.restart();
      await().atMost(PATIENCE).until(() -> meta.deliverOnce(body).statusCode() == 200);

      assertThat(kafka.drain(Topics.MESSAGES))
          .anySatisfy(
              record -> assertThat(new String(record.value())).contains("\"type\": \"image\""));
    }
  }
}

package com.livemargs.whatsapp.ingress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.livemargs.whatsapp.events.settings.InvalidSettingException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartTest extends DoorTest {

  @ParameterizedTest
  @CsvSource({
    "'',token-of-ours,WHATSAPP_APP_SECRET",
    "'  ,',token-of-ours,WHATSAPP_APP_SECRET",
    "your_app_secret_here,token-of-ours,WHATSAPP_APP_SECRET",
    "'real,your_app_secret_here',token-of-ours,WHATSAPP_APP_SECRET",
    "real,'',WHATSAPP_WEBHOOK_VERIFY_TOKEN",
    "real,your_verify_token_here,WHATSAPP_WEBHOOK_VERIFY_TOKEN"
  })
  void withoutSecretsOfItsOwnItDoesNotStart(String secrets, String token, String variable) {
    assertThatThrownBy(
            () ->
                new IngressSettings(
                    secrets, token, Duration.ofSeconds(1), Duration.ofSeconds(1), 1, 1))
        .isInstanceOfSatisfying(
            InvalidSettingException.class,
            refusal -> assertThat(refusal.variable()).isEqualTo(variable));
  }

  @Test
  void aDeadlineThatLeavesABrokerNoTimeIsRefused() {
    assertThatThrownBy(
            () ->
                new IngressSettings(
                    "real", "token-of-ours", Duration.ofSeconds(1), Duration.ofMillis(499), 1, 1))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("whatsapp.ingress.deadline");
  }

  @ParameterizedTest
  @CsvSource({
    "PT0.01S, 4194304, WEBHOOK_BODY_TIMEOUT",
    "PT0S, 4194304, WEBHOOK_BODY_TIMEOUT",
    "PT-5S, 4194304, WEBHOOK_BODY_TIMEOUT",
    "PT1S, 4194303, WEBHOOK_MAX_HELD_BYTES",
    "PT1S, 0, WEBHOOK_MAX_HELD_BYTES",
    "PT1S, -1, WEBHOOK_MAX_HELD_BYTES"
  })
  void whatWouldRefuseLegalWebhooksForEverIsRefusedAtTheStart(
      Duration bodyTimeout, long maxHeldBytes, String variable) {
    assertThatThrownBy(
            () ->
                new IngressSettings(
                    "real",
                    "token-of-ours",
                    bodyTimeout,
                    Duration.ofSeconds(1),
                    4 << 20,
                    maxHeldBytes))
        .isInstanceOfSatisfying(
            InvalidSettingException.class,
            refusal -> assertThat(refusal.variable()).isEqualTo(variable));
  }

  @Test
  void whatIsCountedCanBeScraped() {
    meta.deliver("[]");
    meta.post(new byte[0], "forged");

    String scraped =
        WebhookClient.send(
                HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port() + "/actuator/prometheus"))
                    .build())
            .body();

    assertThat(scraped)
        .contains(
            "whatsapp_webhook_requests_total{outcome=\"bad_signature\"}",
            "whatsapp_webhook_requests_total{outcome=\"quarantined\"}",
            "whatsapp_webhook_items_total{kind=\"quarantine\"}",
            "whatsapp_webhook_ack_seconds_count",
            "whatsapp_webhook_age_seconds_count",
            "whatsapp_webhook_inflight",
            "whatsapp_publish_total{outcome=\"acknowledged\",topic=\"whatsapp.quarantine\"}");
  }
}

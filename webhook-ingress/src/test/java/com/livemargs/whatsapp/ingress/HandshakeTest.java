package com.livemargs.whatsapp.ingress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HandshakeTest extends DoorTest {

  private static final String KNOWN =
      "?hub.mode=subscribe&hub.verify_token=" + WebhookClient.TOKEN + "&hub.challenge=";

  @Test
  void theChallengeComesBackAsItIs() {
    HttpResponse<String> answer = meta.get(KNOWN + "1158201444");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("1158201444");
    assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "?hub.mode=subscribe&hub.challenge=1",
        "?hub.mode=subscribe&hub.verify_token=a-token-of-the-test&hub.challenge=1",
        "?hub.mode=subscribe&hub.verify_token=&hub.challenge=1",
        "?hub.mode=unsubscribe&hub.verify_token=a-token-of-the-tests&hub.challenge=1",
        "?hub.verify_token=a-token-of-the-tests&hub.challenge=1",
        "?hub.mode=subscribe&hub.verify_token=x&hub.verify_token=a-token-of-the-tests&hub.challenge=1"
      })
  void whoDoesNotKnowTheTokenIsRefused(String query) {
    HttpResponse<String> answer = meta.get(query);

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).contains("WHATSAPP_WEBHOOK_VERIFY_TOKEN");
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<script>alert(1)</script>", "1\r\n2", "ü", "a\"b", "1&2"})
  void aChallengeThatCouldDoHarmIsNotEchoed(String challenge) {
    HttpResponse<String> answer = meta.get(KNOWN + URLEncoder.encode(challenge, UTF_8));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(challenge.isEmpty() || !answer.body().contains(challenge)).isTrue();
  }

  @Test
  void anEndlessChallengeIsNotEchoed() {
    assertThat(meta.get(KNOWN + "1".repeat(256)).statusCode()).isEqualTo(200);
    assertThat(meta.get(KNOWN + "1".repeat(257)).statusCode()).isEqualTo(400);
  }
}

package com.livemargs.whatsapp.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StartTest {

  @ParameterizedTest
  @ValueSource(strings = {"liveness", "readiness"})
  void healthIsUp(String probe) {
    assertThat(Twin.get("/actuator/health/" + probe).status()).isEqualTo(200);
  }

  @Test
  void nothingOfItsOwnShadowsANeighboursSettings() {
    assertThat(StartTest.class.getResource("/application.yml")).isNull();
    assertThat(StartTest.class.getResource("/static")).isNull();
  }

  @Test
  void thePhonePageIsServed() throws Exception {
    var page = Twin.exchange(Twin.request("/").GET());

    assertThat(page.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
    assertThat(new String(page.body(), StandardCharsets.UTF_8)).contains("A customer's phone");
  }

  @Test
  void thePhoneShowsBothSidesAndTheTicks() {
    Twin.post(
        "/simulator/customers/messages",
        "{\"phone\":\"+4915550100033\",\"name\":\"Ada\",\"text\":\"question\"}");
    Twin.send(
        "{\"messaging_product\":\"whatsapp\",\"to\":\"+4915550100033\",\"text\":{\"body\":\"answer\"}}");

    var shown = Twin.get("/simulator/customers/+4915550100033/conversation").body();

    assertThat(shown).hasSize(2);
    assertThat(shown.at("/0/message/text/body").asString()).isEqualTo("question");
    assertThat(shown.at("/1/fromBusiness").asBoolean()).isTrue();
    assertThat(shown.at("/1/ticks").propertyNames()).containsExactly("sent", "delivered", "read");
  }

  @Test
  void unreadableSettingsAreExplained() {
    var answer = Twin.patch("/simulator/behaviour", "{\"windo\":\"answer\"}");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body().path("detail").asString()).contains("windo");
  }

  @Test
  void anUnknownPathIsExplained() {
    assertThat(Twin.get("/nowhere").body().path("detail").asString()).contains("README");
  }
}

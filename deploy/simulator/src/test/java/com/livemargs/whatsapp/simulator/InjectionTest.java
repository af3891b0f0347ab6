package com.livemargs.whatsapp.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.livemargs.whatsapp.simulator.wire.WebhookSignature;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class InjectionTest {

  @BeforeEach
  void reset() {
    Twin.reset();
  }

  @Test
  void copiesAreDeliveredWithOneId() {
    Twin.write(Twin.CUSTOMER + ",\"text\":\"twice\",\"copies\":3");

    assertThat(Twin.RECEIVER.all()).hasSize(3);
    assertThat(Twin.RECEIVER.all())
        .extracting(r -> r.value().at("/messages/0/id").asString())
        .containsOnly(Twin.RECEIVER.all().getFirst().value().at("/messages/0/id").asString());
  }

  @Test
  void aBatchIsOneBodyWithManyMessages() {
    String one = "{" + Twin.CUSTOMER + ",\"text\":\"a\"}";
    String two = "{\"userId\":\"US.70918824410933517\",\"text\":\"b\"}";

    Twin.post("/simulator/customers/batch?wait=true", "[" + one + "," + two + "," + one + "]");

    JsonNode value = Twin.RECEIVER.all().getFirst().value();
    assertThat(Twin.RECEIVER.all()).hasSize(1);
    assertThat(value.path("messages")).hasSize(3);
    assertThat(value.path("contacts")).hasSize(2);
  }

  @Test
  void messagesOfOneCustomerKeepTheirOrder() {
    IntStream.range(0, 30)
        .forEach(i -> Twin.post("/simulator/customers/messages", text(String.valueOf(i))));

    await().until(() -> Twin.RECEIVER.all().size() == 30);
    assertThat(texts()).isEqualTo(IntStream.range(0, 30).mapToObj(String::valueOf).toList());
  }

  @Test
  void disorderLosesNothing() {
    Twin.patch("/simulator/behaviour", "{\"disorder\":\"PT0.3S\"}");
    var sent = IntStream.range(0, 30).mapToObj(String::valueOf).toList();
    sent.forEach(number -> Twin.post("/simulator/customers/messages", text(number)));

    await().until(() -> Twin.RECEIVER.all().size() == 30);
    assertThat(texts()).containsExactlyInAnyOrderElementsOf(sent).isNotEqualTo(sent);
  }

  private static String text(String text) {
    return "{" + Twin.CUSTOMER + ",\"text\":\"" + text + "\"}";
  }

  private static List<String> texts() {
    return Twin.RECEIVER.all().stream()
        .map(r -> r.value().at("/messages/0/text/body").asString())
        .toList();
  }

  @ParameterizedTest
  @CsvSource({"forged", "none"})
  void badSignaturesCanBeSent(String signature) {
    byte[] body = Twin.sample("messages.text.json");

    Twin.post(
        "/simulator/webhooks?wait=true&redeliver=false&signature=" + signature,
        new String(body, StandardCharsets.UTF_8));

    var received = Twin.RECEIVER.all().getFirst();
    assertThat(received.body()).isEqualTo(body);
    assertThat(received.signature())
        .isNotEqualTo(WebhookSignature.of(received.body(), "test_app_secret"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "empty",
        "not-json",
        "truncated",
        "not-utf8",
        "array",
        "number",
        "no-entries",
        "wrong-object",
        "odd-items",
        "deep",
        "too-large"
      })
  void malformedBodiesAreSignedLikeAnyOther(String kind) {
    var answer =
        Twin.post("/simulator/webhooks/malformed/" + kind + "?wait=true&redeliver=false", "");

    assertThat(answer.body().at("/answers/0").asInt()).as("%s", answer.body()).isEqualTo(200);
    var received = Twin.RECEIVER.all().getFirst();
    assertThat(received.signature())
        .isEqualTo(WebhookSignature.of(received.body(), "test_app_secret"));
  }

  @Test
  void aRequestThatSaysNothingIsExplained() {
    var answer = Twin.post("/simulator/customers/messages", "{\"phone\":\"+4915550118822\"}");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body().path("detail").asString()).contains("text, file or message");
  }
}

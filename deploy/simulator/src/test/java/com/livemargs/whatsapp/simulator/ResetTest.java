package com.livemargs.whatsapp.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ResetTest {

  private static final int AT_ONCE = 16;

  @BeforeEach
  void reset() {
    Twin.reset();
  }

  private static int pending() {
    return Twin.get("/simulator/webhooks").body().path("pending").asInt();
  }

  private static JsonNode attempts() {
    return Twin.get("/simulator/ledger/webhooks").body();
  }

  // One customer more than can be delivered to at once.
  private static List<String> customers() {
    return IntStream.rangeClosed(0, AT_ONCE)
        .mapToObj(i -> "{\"phone\":\"+49155502%05d\",\"text\":\"hi\"}".formatted(i))
        .toList();
  }

  @Test
  void whatWasUnderWayIsNotInTheNewBook() {
    Twin.RECEIVER.hold();
    customers().forEach(customer -> Twin.post("/simulator/customers/messages", customer));
    await().until(() -> Twin.RECEIVER.all().size() == AT_ONCE);

    Twin.post("/simulator/reset", "");
    assertThat(pending()).isZero();
    Twin.RECEIVER.release();

    // A customer's next message leaves when the one before is done with.
    var next =
        customers().stream()
            .map(customer -> Twin.post("/simulator/customers/messages?wait=true", customer))
            .map(answer -> answer.body().path("webhook").asString())
            .toList();
    assertThat(attempts().path("items").valueStream())
        .extracting(attempt -> attempt.path("webhook").asString())
        .containsExactlyElementsOf(next);
    assertThat(Twin.RECEIVER.all()).hasSize(AT_ONCE + next.size());
  }

  @Test
  void whatWaitsForTheOneBeforeItIsDroppedToo() {
    String customer = customers().getFirst();
    Twin.RECEIVER.hold();
    IntStream.range(0, 3).forEach(i -> Twin.post("/simulator/customers/messages", customer));
    await().until(() -> Twin.RECEIVER.all().size() == 1);
    assertThat(pending()).isEqualTo(3);

    Twin.post("/simulator/reset", "");
    Twin.RECEIVER.release();

    Twin.post("/simulator/customers/messages?wait=true", customer);
    assertThat(Twin.RECEIVER.all()).hasSize(2);
  }

  @Test
  void droppingWhatWaitsKeepsTheBook() {
    Twin.RECEIVER.hold();
    Twin.post("/simulator/customers/messages", customers().getFirst());
    await().until(() -> Twin.RECEIVER.all().size() == 1);

    Twin.call(Twin.request("/simulator/webhooks").DELETE());
    Twin.RECEIVER.release();

    await().until(() -> attempts().path("total").asInt() == 1);
    assertThat(attempts().at("/items/0/answer").asInt()).isEqualTo(200);
  }

  @Test
  void whoeverWaitsForADroppedWebhookIsAnswered() {
    String late = customers().getFirst().replace("}", ",\"delay\":\"PT10M\"}");
    var waiting =
        CompletableFuture.supplyAsync(
            () -> Twin.post("/simulator/customers/messages?wait=true", late));
    await().until(() -> pending() == 1);

    Twin.post("/simulator/reset", "");

    var answer = waiting.join();
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body().at("/answers/0").isNull()).isTrue();
    assertThat(pending()).isZero();
  }

  @Test
  void statusesStillDueArePending() {
    Twin.patch(
        "/simulator/behaviour",
        "{\"statuses\":{\"sentAfter\":\"PT1M\",\"deliveredAfter\":\"PT2M\","
            + "\"readAfter\":\"PT3M\"}}");

    Twin.send(Twin.sampleJson("send.text.request.json"));

    assertThat(pending()).isEqualTo(3);
  }

  @Test
  void aResetForgetsThePairLimit() {
    JsonNode text = Twin.sampleJson("send.text.request.json");
    Twin.patch("/simulator/behaviour", "{\"pairLimit\":true}");
    IntStream.range(0, 46).forEach(i -> Twin.send(text));

    Twin.reset();
    Twin.patch("/simulator/behaviour", "{\"pairLimit\":true}");

    assertThat(Twin.send(text).status()).isEqualTo(200);
  }
}

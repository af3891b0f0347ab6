package com.livemargs.whatsapp.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class StatusTest {

  @BeforeEach
  void reset() {
    Twin.reset();
  }

  private static List<JsonNode> statusesAfter(String sample, int count) {
    String wamid = Twin.acceptedId(Twin.send(Twin.sampleJson("send." + sample + ".request.json")));
    return statusesOf(wamid, count);
  }

  private static List<JsonNode> statusesOf(String wamid, int count) {
    await().until(() -> Twin.RECEIVER.statusesOf(wamid).size() == count);
    return Twin.RECEIVER.statusesOf(wamid);
  }

  private static List<String> names(List<JsonNode> statuses) {
    return statuses.stream().map(status -> status.path("status").asString()).toList();
  }

  @Test
  void anAcceptedSendIsSentDeliveredAndRead() {
    var statuses = statusesAfter("text", 3);

    assertThat(names(statuses)).containsExactly("sent", "delivered", "read");
    assertThat(statuses).allMatch(s -> s.path("recipient_id").asString().equals("4915550118822"));
    assertThat(statuses.get(0).at("/pricing/category").asString()).isEqualTo("service");
    assertThat(statuses.get(2).has("pricing")).isFalse();
  }

  @Test
  void statusesThatAreDueTogetherComeInTheirOrder() {
    Twin.patch(
        "/simulator/behaviour",
        "{\"statuses\":{\"sentAfter\":\"PT0.01S\",\"deliveredAfter\":\"PT0.01S\","
            + "\"readAfter\":\"PT0.01S\"}}");
    JsonNode text = Twin.sampleJson("send.text.request.json");

    var wamids = IntStream.range(0, 50).mapToObj(i -> Twin.acceptedId(Twin.send(text))).toList();

    assertThat(wamids)
        .allSatisfy(
            wamid ->
                assertThat(names(statusesOf(wamid, 3)))
                    .containsExactly("sent", "delivered", "read"));
  }

  @Test
  void callbackDataComesBackInEveryStatus() {
    assertThat(statusesAfter("text.biz_opaque_callback_data", 3))
        .extracting(s -> s.path("biz_opaque_callback_data").asString())
        .containsOnly("outbox:0190f6d2-77aa-7c31");
  }

  @Test
  void aSendToAnIdIsReportedUnderTheId() {
    assertThat(statusesAfter("text.to_bsuid", 3))
        .allMatch(s -> s.path("recipient_user_id").asString().equals("US.70918824410933517"))
        .noneMatch(s -> s.has("recipient_id"));
  }

  @Test
  void reactionsAreOnlySent() {
    assertThat(names(statusesAfter("reaction", 1))).containsExactly("sent");
  }

  @Test
  void stepsCanBeLeftOutAndRepeated() {
    Twin.patch(
        "/simulator/behaviour", "{\"statuses\":{\"steps\":[\"sent\",\"read\"],\"copies\":2}}");

    var statuses = statusesAfter("text", 4);

    assertThat(names(statuses)).containsExactlyInAnyOrder("sent", "sent", "read", "read");
    assertThat(statuses).allMatch(s -> s.has("pricing"));
  }

  @Test
  void shuffledStatusesKeepTrueTimes() {
    Twin.patch(
        "/simulator/behaviour",
        "{\"statuses\":{\"shuffle\":true,\"sentAfter\":\"PT0S\",\"deliveredAfter\":\"PT1S\","
            + "\"readAfter\":\"PT2S\"}}");

    var statuses = statusesAfter("text", 3);

    assertThat(names(statuses)).containsExactlyInAnyOrder("sent", "delivered", "read");
    assertThat(time(statuses, "read")).isGreaterThan(time(statuses, "delivered"));
    assertThat(time(statuses, "delivered")).isGreaterThan(time(statuses, "sent"));
  }

  private static long time(List<JsonNode> statuses, String name) {
    return statuses.stream()
        .filter(s -> s.path("status").asString().equals(name))
        .mapToLong(s -> Long.parseLong(s.path("timestamp").asString()))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void anAcceptedSendCanFailLater() {
    Twin.post("/simulator/faults/sends", "{\"kind\":\"accept-then-failed\",\"code\":131026}");

    JsonNode status = statusesAfter("text", 1).getFirst();

    JsonNode documented =
        Twin.sampleJson("statuses.failed.131026.json").at("/entry/0/changes/0/value/statuses/0");
    assertThat(status.path("errors")).isEqualTo(documented.path("errors"));
    assertThat(status.propertyNames()).containsExactlyElementsOf(documented.propertyNames());
  }

  @Test
  void aSendToWhoIsNotOnWhatsAppFailsLater() {
    Twin.patch("/simulator/behaviour", "{\"undeliverable\":[\"+4915550118822\"]}");

    JsonNode status = statusesAfter("text", 1).getFirst();

    assertThat(status.path("status").asString()).isEqualTo("failed");
    assertThat(status.at("/errors/0/code").asInt()).isEqualTo(131026);
  }

  @Test
  void aFailureKeepsTheCallbackData() {
    Twin.post("/simulator/faults/sends", "{\"kind\":\"accept-then-failed\",\"code\":131053}");

    JsonNode status = statusesAfter("text.biz_opaque_callback_data", 1).getFirst();

    assertThat(status.path("biz_opaque_callback_data").asString()).startsWith("outbox:");
  }

  @Test
  void aClosedWindowCanBeAnsweredOrReported() {
    String text =
        "{\"messaging_product\":\"whatsapp\",\"to\":\"+4915550100077\",\"text\":{\"body\":\"x\"}}";
    Twin.patch("/simulator/behaviour", "{\"window\":\"answer\"}");
    assertThat(Twin.send(text).body().at("/error/code").asInt()).isEqualTo(131047);

    Twin.patch("/simulator/behaviour", "{\"window\":\"status\"}");
    JsonNode status = statusesOf(Twin.acceptedId(Twin.send(text)), 1).getFirst();
    assertThat(status.at("/errors/0/code").asInt()).isEqualTo(131047);
  }

  @Test
  void aCustomersMessageOpensTheWindow() {
    Twin.patch("/simulator/behaviour", "{\"window\":\"answer\"}");
    assertThat(answerTo("+4915550100001")).isEqualTo(400);

    Twin.write("\"phone\":\"+4915550100001\",\"text\":\"hi\"");

    assertThat(answerTo("+4915550100001")).isEqualTo(200);
  }

  @Test
  void theWindowIsCountedFromWhenTheMessageWasWritten() {
    Twin.patch("/simulator/behaviour", "{\"window\":\"answer\"}");
    Instant threeDaysAgo = Instant.now().minus(Duration.ofDays(3));

    Twin.write(
        "\"phone\":\"+4915550100002\",\"text\":\"hi\",\"timestamp\":\"" + threeDaysAgo + "\"");

    assertThat(answerTo("+4915550100002")).isEqualTo(400);
  }

  @Test
  void anOldMessageThatComesLateDoesNotCloseTheWindow() {
    Twin.patch("/simulator/behaviour", "{\"window\":\"answer\"}");
    Instant threeDaysAgo = Instant.now().minus(Duration.ofDays(3));

    Twin.write("\"phone\":\"+4915550100003\",\"text\":\"hi\"");
    Twin.write(
        "\"phone\":\"+4915550100003\",\"text\":\"hi\",\"timestamp\":\"" + threeDaysAgo + "\"");

    assertThat(answerTo("+4915550100003")).isEqualTo(200);
  }

  @Test
  void aMessageToAGroupDoesNotOpenTheWindowOfItsAuthor() {
    Twin.patch("/simulator/behaviour", "{\"window\":\"answer\"}");

    Twin.write("\"phone\":\"+4915550100004\",\"text\":\"hi\",\"groupId\":\"group-4\"");

    assertThat(answerTo("+4915550100004")).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource({"valid, 4915550100005, 200", "forged, 4915550100006, 400"})
  void anInjectedMessageOpensTheWindowIfItIsMetas(String signature, String phone, int answer) {
    Twin.patch("/simulator/behaviour", "{\"window\":\"answer\"}");
    var body = Twin.sampleJson("messages.text.json");
    var message = (ObjectNode) body.at("/entry/0/changes/0/value/messages/0");
    message.put("from", phone).put("timestamp", String.valueOf(Instant.now().getEpochSecond()));

    Twin.post("/simulator/webhooks?redeliver=false&signature=" + signature, body.toString());

    assertThat(answerTo("+" + phone)).isEqualTo(answer);
  }

  private static int answerTo(String phone) {
    String text = "\"text\":{\"body\":\"x\"}";
    return Twin.send("{\"messaging_product\":\"whatsapp\",\"to\":\"" + phone + "\"," + text + "}")
        .status();
  }

  @Test
  void aSendToAGroupIsReportedForEachWhoIsKnownToBeInIt() {
    String group = Twin.sampleJson("send.text.group.request.json").path("to").asString();
    for (String who :
        List.of(
            "\"phone\":\"+4915550118822\",\"userId\":\"DE.84120077315562901\"",
            "\"phone\":\"+447700900417\",\"userId\":\"GB.19930477720158826\"")) {
      Twin.write(who + ",\"text\":\"hi\",\"groupId\":\"" + group + "\"");
    }

    var read =
        statusesAfter("text.group", 6).stream()
            .filter(status -> status.path("status").asString().equals("read"))
            .toList();

    JsonNode documented =
        Twin.sampleJson("statuses.group.aggregated_read.json").at("/entry/0/changes/0/value");
    for (int i = 0; i < 2; i++) {
      JsonNode expected = documented.path("statuses").get(i);
      assertThat(read.get(i).propertyNames()).containsExactlyElementsOf(expected.propertyNames());
      for (String name : List.of("recipient_id", "recipient_type", "recipient_participant_id")) {
        assertThat(read.get(i).path(name)).isEqualTo(expected.path(name));
      }
      assertThat(read.get(i).path("recipient_participant_user_id"))
          .isEqualTo(expected.path("recipient_participant_user_id"));
    }
    assertThat(Twin.RECEIVER.all().getLast().value().path("contacts").valueStream())
        .extracting(contact -> contact.path("user_id"))
        .containsExactlyElementsOf(
            documented.path("contacts").valueStream().map(c -> c.path("user_id")).toList());
  }

  @Test
  void aSendToAGroupOfStrangersIsReportedForTheGroup() {
    String to = "{\"recipient_type\":\"group\",\"to\":\"group-of-strangers\",";
    String body = "\"messaging_product\":\"whatsapp\",\"text\":{\"body\":\"x\"}}";

    var statuses = statusesOf(Twin.acceptedId(Twin.send(to + body)), 3);

    assertThat(statuses)
        .allMatch(status -> status.path("recipient_id").asString().equals("group-of-strangers"))
        .noneMatch(status -> status.has("recipient_participant_id"));
  }
}

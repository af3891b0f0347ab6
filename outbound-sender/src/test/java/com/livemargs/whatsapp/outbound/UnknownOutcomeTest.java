package com.livemargs.whatsapp.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import com.livemargs.whatsapp.events.Topics;
import com.livemargs.whatsapp.events.json.Json;
import com.livemargs.whatsapp.events.outbound.SendOutcome;
import com.livemargs.whatsapp.events.outbound.SendResult;
import com.livemargs.whatsapp.testkit.PostgresServer;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class UnknownOutcomeTest extends OutboundTest {

  private static void status(String word, String messageId, String wamid, String phone) {
    KAFKA.produce(
        Topics.STATUSES,
        NUMBER + ":" + phone,
        """
        {"field":"messages","value":{"metadata":{"phone_number_id":"%s"},"statuses":[
          {"id":"%s","status":"%s","timestamp":"1780300911","recipient_id":"%s",
           "biz_opaque_callback_data":"%s"}]}}
        """
            .formatted(NUMBER, wamid, word, phone, messageId));
  }

  private List<String> unknown() {
    byte[] body =
        http()
            .get()
            .uri("/whatsapp/outbound?state=unknown")
            .header("X-API-Key", API_KEY)
            .exchange()
            .expectStatus()
            .isOk()
            .expectBody()
            .returnResult()
            .getResponseBody();
    return Json.MAPPER.readTree(body).findValuesAsString("messageId");
  }

  @Test
  void lostAnswerIsUnknownListedAndNeverSentAgain() {
    String phone = newPhone();
    String key = UUID.randomUUID().toString();
    GRAPH.script("+" + phone, new FakeGraph.Reply.Reset());

    JsonNode answer = json(sendOnce(key, text(phone, "x")), 202);
    JsonNode again = json(sendOnce(key, text(phone, "x")), 202);

    assertThat(answer.path("status").asString()).isEqualTo("unknown");
    assertThat(answer.path("whatsappMessageId").isNull()).isTrue();
    assertThat(again).isEqualTo(answer);
    assertThat(unknown()).contains(answer.path("messageId").asString());
    assertThat(awaitResults(key, 2))
        .extracting(SendResult::type)
        .containsExactly(SendOutcome.PENDING, SendOutcome.UNKNOWN);
    // the next of the conversation went out after the lost one had its chance to be repeated
    json(send(text(phone, "y")), 200);
    assertThat(GRAPH.callsTo("+" + phone))
        .extracting(FakeGraph.Call::text)
        .containsExactly("x", "y");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sent", "delivered", "failed"})
  void statusWithOurIdSettlesIt(String word) {
    String phone = newPhone();
    String key = UUID.randomUUID().toString();
    GRAPH.script("+" + phone, new FakeGraph.Reply.Reset());
    String messageId = json(sendOnce(key, text(phone, "x")), 202).path("messageId").asString();

    status(word, messageId, "wamid.SETTLED" + phone, phone);

    SendResult settled = awaitResults(key, 3).getLast();
    assertThat(settled.type()).isEqualTo(SendOutcome.SENT);
    assertThat(settled.whatsappMessageId()).isEqualTo("wamid.SETTLED" + phone);
    JsonNode present = json(sendOnce(key, text(phone, "x")), 200);
    assertThat(present.path("whatsappMessageId").asString()).isEqualTo("wamid.SETTLED" + phone);
    assertThat(unknown()).doesNotContain(messageId);
    assertThat(GRAPH.callsTo("+" + phone)).hasSize(1);
  }

  @Test
  void aStatusProvesAnAttemptBeforeTheOneThatFailed() {
    String phone = newPhone();
    String key = UUID.randomUUID().toString();
    GRAPH.script(
        "+" + phone, new FakeGraph.Reply.Reset(), FakeGraph.sample("error.131047.http400"));
    String messageId = json(sendOnce(key, text(phone, "x")), 202).path("messageId").asString();
    http()
        .post()
        .uri("/whatsapp/outbound/" + messageId + "/resend")
        .header("X-API-Key", API_KEY)
        .exchange()
        .expectStatus()
        .isOk();
    assertThat(awaitResults(key, 3).getLast().type()).isEqualTo(SendOutcome.FAILED);

    status("delivered", messageId, "wamid.TAKEN" + phone, phone);

    assertThat(awaitResults(key, 4).getLast().type()).isEqualTo(SendOutcome.SENT);
    json(sendOnce(key, text(phone, "x")), 200);
    assertThat(GRAPH.callsTo("+" + phone)).hasSize(2);
  }

  @Test
  void aGatewaysTimeoutSaysNothingOfWhatMetaHas() {
    String phone = newPhone();
    GRAPH.script("+" + phone, new FakeGraph.Reply.Answer(408, new byte[0]));

    JsonNode answer = json(send(text(phone, "x")), 202);

    assertThat(answer.path("status").asString()).isEqualTo("unknown");
  }

  @Test
  void statusThatOvertakesTheAnswerTellsOnce() {
    String phone = newPhone();
    String key = UUID.randomUUID().toString();
    CountDownLatch latch = new CountDownLatch(1);
    GRAPH.script("+" + phone, new FakeGraph.Reply.Held(latch));
    beside(() -> sendOnce(key, text(phone, "x")));
    String messageId = awaitCall(phone).callbackData();

    status("delivered", messageId, FakeGraph.wamid(messageId), phone);
    awaitResults(key, 2);
    latch.countDown();
    json(send(text(phone, "y")), 200);

    assertThat(resultsOf(key))
        .extracting(SendResult::type)
        .containsExactly(SendOutcome.PENDING, SendOutcome.SENT);
  }

  @Test
  void foreignStatusesChangeNothing() {
    String phone = newPhone();
    status("sent", UUID.randomUUID().toString(), "wamid.OTHER", phone);
    status("sent", "order-17", "wamid.OTHER2", phone);

    json(send(text(phone, "x")), 200);

    assertThat(KAFKA.drain(Topics.deadLetter(Topics.STATUSES, "outbound-sender")))
        .noneMatch(record -> (NUMBER + ":" + phone).equals(record.key()));
  }

  @Test
  void tombstonesOfMetasWordsAreNoDeadLetters() {
    String key = UUID.randomUUID().toString();
    for (String topic : List.of(Topics.STATUSES, Topics.MESSAGES)) {
      KAFKA.produce(topic, key, (byte[]) null);
    }
    for (int i = 0; i < 8; i++) {
      status("sent", UUID.randomUUID().toString(), "wamid.after" + key + i, newPhone());
    }

    json(send(text(newPhone(), "x")), 200);

    for (String topic : List.of(Topics.STATUSES, Topics.MESSAGES)) {
      assertThat(KAFKA.drain(Topics.deadLetter(topic, "outbound-sender")))
          .noneMatch(record -> key.equals(record.key()));
    }
  }

  @Test
  void sendOfADeadClaimantBecomesUnknownAndIsNotSentAgain() {
    String phone = newPhone();
    String key = UUID.randomUUID().toString();
    CountDownLatch latch = new CountDownLatch(1);
    GRAPH.script("+" + phone, new FakeGraph.Reply.Held(latch));
    beside(() -> sendOnce(key, text(phone, "x")));
    awaitCall(phone);

    // as if the process had died in the middle of the call
    PostgresServer.rows(
        DATABASE,
        "update outbound_requests set lease_until = now() - interval '1 s' where request_id = ?",
        key);

    assertThat(awaitResults(key, 2).getLast().type()).isEqualTo(SendOutcome.UNKNOWN);
    json(send(text(phone, "y")), 200);
    assertThat(GRAPH.callsTo("+" + phone))
        .extracting(FakeGraph.Call::text)
        .containsExactly("x", "y");
    latch.countDown();
    awaitStatus(200, () -> sendOnce(key, text(phone, "x")));
  }

  @Test
  void requestOfADeadAcceptorIsSentByTheNext() {
    String phone = newPhone();
    String key = UUID.randomUUID().toString();
    json(sendOnce(key, text(phone, "x")), 200);

    // as if the process had died right after it had taken the request
    PostgresServer.rows(
        DATABASE,
        "update outbound_requests set state = 'queued', whatsapp_message_id = null where request_id = ?",
        key);

    Awaitility.await().untilAsserted(() -> assertThat(GRAPH.callsTo("+" + phone)).hasSize(2));
    json(sendOnce(key, text(phone, "x")), 200);
  }
}

package com.livemargs.whatsapp.outbound;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.livemargs.whatsapp.events.Topics;
import com.livemargs.whatsapp.events.outbound.SendOutcome;
import com.livemargs.whatsapp.events.outbound.SendResult;
import com.livemargs.whatsapp.outbound.engine.Interventions;
import com.livemargs.whatsapp.testkit.Logged;
import com.livemargs.whatsapp.testkit.PostgresServer;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

/** What waits or is unknown can be seen, and a person can end it. */
class QueueTest extends OutboundTest {

  @Autowired private MeterRegistry meters;

  private WebTestClient.ResponseSpec ask(HttpMethod method, String path, String body) {
    return http()
        .method(method)
        .uri("/whatsapp/outbound" + path)
        .header("X-API-Key", API_KEY)
        .bodyValue(body.getBytes(UTF_8))
        .exchange();
  }

  private WebTestClient.ResponseSpec cancel(String messageId) {
    return ask(HttpMethod.DELETE, "/" + messageId, "");
  }

  private WebTestClient.ResponseSpec resolve(String messageId, String body) {
    return ask(HttpMethod.POST, "/" + messageId + "/resolve", body);
  }

  private WebTestClient.ResponseSpec resend(String messageId) {
    return ask(HttpMethod.POST, "/" + messageId + "/resend", "");
  }

  private List<JsonNode> pendingIn(String phone) {
    return pendingIn(phone, "");
  }

  private List<JsonNode> pendingIn(String phone, String more) {
    JsonNode list =
        json(
            http()
                .get()
                .uri("/whatsapp/outbound?state=pending" + more)
                .header("X-API-Key", API_KEY)
                .exchange(),
            200);
    return StreamSupport.stream(list.spliterator(), false)
        .filter(line -> line.path("roomName").asString().equals("whatsapp_" + phone))
        .toList();
  }

  private String unknownSendTo(String phone, String key) {
    GRAPH.script("+" + phone, new FakeGraph.Reply.Reset());
    JsonNode answer = json(sendOnce(key, text(phone, "x")), 202);
    assertThat(answer.path("status").asString()).isEqualTo("unknown");
    return answer.path("messageId").asString();
  }

  /** Nothing goes to this customer for an hour; when it may again, in milliseconds. */
  private static long owesAnHour(String phone) {
    String sql =
        "insert into outbound_pairs (lane, paid_until) values (?, now() + interval '1 hour 264 s')"
            + " returning paid_until - interval '264 s' as free";
    Object free =
        PostgresServer.rows(DATABASE, sql, NUMBER + ":whatsapp_" + phone).getFirst().get("free");
    return ((Instant) free).toEpochMilli();
  }

  private static List<String> reasons(List<JsonNode> waiting) {
    return waiting.stream().map(line -> line.path("waitingFor").asString()).toList();
  }

  @Test
  void whatWaitsIsSeenWithItsReasonAndTime() {
    String phone = newPhone();
    long free = owesAnHour(phone);
    beside(() -> send(text(phone, "1")));
    Awaitility.await().until(() -> pendingIn(phone).size() == 1);
    beside(() -> send(text(phone, "2")));

    List<JsonNode> waiting =
        Awaitility.await()
            .until(
                () -> pendingIn(phone),
                lines -> reasons(lines).equals(List.of("customer_limit", "earlier_message")));

    assertThat(waiting)
        .extracting(line -> line.path("dueAt").asLong())
        .containsExactly(free, free + 6_000);
    String seen = waiting.getFirst().path("messageId").asString();
    assertThat(pendingIn(phone, "&after=" + seen)).containsExactly(waiting.getLast());
    json(ask(HttpMethod.GET, "?state=pending&after=x", ""), 422);
  }

  @Test
  void callerIsToldWhatAnOpenSendWaitsFor() {
    String phone = newPhone();
    owesAnHour(phone);
    var one = beside(() -> send(text(phone, "1")));
    Awaitility.await().until(() -> pendingIn(phone).size() == 1);
    var other = beside(() -> send(text(phone, "2")));

    JsonNode first = json(one.join(), 202);
    JsonNode second = json(other.join(), 202);

    List<JsonNode> waiting = pendingIn(phone);
    assertThat(first.path("waitingFor").asString()).isEqualTo("customer_limit");
    assertThat(second.path("waitingFor").asString()).isEqualTo("earlier_message");
    assertThat(waiting)
        .extracting(line -> line.path("dueAt"))
        .containsExactly(first.path("dueAt"), second.path("dueAt"));
  }

  @Test
  void callerIsToldNothingOfWaitingWhereMetaIsBeingAsked() {
    String phone = newPhone();
    CountDownLatch latch = new CountDownLatch(1);
    GRAPH.script("+" + phone, new FakeGraph.Reply.Held(latch));

    JsonNode answer = json(send(text(phone, "x")), 202);

    latch.countDown();
    assertThat(answer.path("status").asString()).isEqualTo("pending");
    assertThat(answer.has("waitingFor")).isFalse();
  }

  @Test
  void cancelledSendIsNeverSentToldAndSaidAgain() {
    String phone = newPhone();
    String key = UUID.randomUUID().toString();
    owesAnHour(phone);
    beside(() -> sendOnce(key, text(phone, "x")));
    Awaitility.await().until(() -> pendingIn(phone).size() == 1);
    String id = pendingIn(phone).getFirst().path("messageId").asString();

    JsonNode cancelled = json(cancel(id), 200);

    assertThat(cancelled.path("state").asString()).isEqualTo("failed");
    assertThat(cancelled.path("reason").asString()).isEqualTo("cancelled");
    assertThat(json(cancel(id), 200)).isEqualTo(cancelled);
    assertThat(json(sendOnce(key, text(phone, "x")), 409).path("code").asString())
        .isEqualTo("cancelled");
    SendResult told = awaitResults(key, 2).getLast();
    assertThat(told.type()).isEqualTo(SendOutcome.FAILED);
    assertThat(told.reason()).isEqualTo("cancelled");
    PostgresServer.rows(DATABASE, "delete from outbound_pairs where lane like ?", "%" + phone);
    json(send(text(phone, "y")), 200);
    assertThat(GRAPH.callsTo("+" + phone)).extracting(FakeGraph.Call::text).containsExactly("y");
  }

  @Test
  void whatIsOnItsWayOrGoneCannotBeCancelled() {
    String phone = newPhone();
    CountDownLatch latch = new CountDownLatch(1);
    GRAPH.script("+" + phone, new FakeGraph.Reply.Held(latch));
    String key = UUID.randomUUID().toString();
    beside(() -> sendOnce(key, text(phone, "x")));
    String id = awaitCall(phone).callbackData();

    assertThat(json(cancel(id), 409).path("state").asString()).isEqualTo("in_flight");
    latch.countDown();
    awaitStatus(200, () -> sendOnce(key, text(phone, "x")));
    assertThat(json(cancel(id), 409).path("state").asString()).isEqualTo("sent");
    json(cancel(UUID.randomUUID().toString()), 404);
    json(cancel("none"), 404);
  }

  @Test
  void unknownSendIsResolvedAsSent() {
    String phone = newPhone();
    String key = UUID.randomUUID().toString();
    String id = unknownSendTo(phone, key);
    String sent = "{\"state\":\"sent\",\"whatsappMessageId\":\"wamid.FOUND\"}";

    JsonNode resolved = json(resolve(id, sent), 200);

    assertThat(resolved.path("state").asString()).isEqualTo("sent");
    assertThat(json(resolve(id, sent), 200)).isEqualTo(resolved);
    json(resolve(id, "{\"state\":\"failed\"}"), 409);
    SendResult told = awaitResults(key, 3).getLast();
    assertThat(told.type()).isEqualTo(SendOutcome.SENT);
    assertThat(told.whatsappMessageId()).isEqualTo("wamid.FOUND");
    json(sendOnce(key, text(phone, "x")), 200);
    assertThat(GRAPH.callsTo("+" + phone)).hasSize(1);
  }

  @Test
  void unknownSendIsResolvedAsFailed() {
    String phone = newPhone();
    String key = UUID.randomUUID().toString();
    String id = unknownSendTo(phone, key);

    json(resolve(id, "{\"state\":\"failed\"}"), 200);

    assertThat(awaitResults(key, 3).getLast().type()).isEqualTo(SendOutcome.FAILED);
    assertThat(json(sendOnce(key, text(phone, "x")), 409).path("code").asString())
        .isEqualTo("resolved_as_failed");
    assertThat(json(resolve(id, "{\"state\":\"sent\"}"), 422).path("member").asString())
        .isEqualTo("whatsappMessageId");
    json(resolve(id, "{\"state\":\"lost\"}"), 422);
    json(resolve(id, "x"), 400);
  }

  @Test
  void unknownSendIsSentAgainOnlyWhenAPersonSaysSo() {
    String phone = newPhone();
    String key = UUID.randomUUID().toString();
    String id = unknownSendTo(phone, key);

    json(resend(id), 200);

    assertThat(awaitResults(key, 3))
        .extracting(SendResult::type)
        .containsExactly(SendOutcome.PENDING, SendOutcome.UNKNOWN, SendOutcome.SENT);
    assertThat(GRAPH.callsTo("+" + phone)).hasSize(2);
    json(resend(id), 409);
  }

  @Test
  void whatAPersonDoesLeavesALineAndIsCounted() {
    String phone = newPhone();
    double before = interventions("resolve");
    String id = unknownSendTo(phone, UUID.randomUUID().toString());
    try (Logged audit = Logged.by(Interventions.class)) {
      json(resolve(id, "{\"state\":\"failed\"}"), 200);
      json(resend(id), 409);

      Awaitility.await().until(() -> audit.lines().size() == 2);
      assertThat(audit.lines().getFirst())
          .contains("action=\"resolve\"", "from=\"unknown\"", "to=\"failed\"", "done=\"true\"");
      assertThat(audit.lines().getLast())
          .contains("action=\"resend\"", "from=\"failed\"", "to=\"queued\"", "done=\"false\"");
      assertThat(audit.lines())
          .allSatisfy(
              line ->
                  assertThat(line)
                      .contains("message=\"" + id + "\"")
                      .containsPattern("operator=\"[0-9a-f]{8}\"")
                      .doesNotContain(phone, API_KEY));
    }
    assertThat(interventions("resolve")).isEqualTo(before + 1);
  }

  @Test
  void aKeyWithANameIsNamedInTheLine() {
    String id = unknownSendTo(newPhone(), UUID.randomUUID().toString());
    try (Logged audit = Logged.by(Interventions.class)) {
      json(
          http()
              .post()
              .uri("/whatsapp/outbound/" + id + "/resend")
              .header("X-API-Key", CRM_KEY)
              .exchange(),
          200);

      Awaitility.await().until(() -> audit.lines().size() == 1);
      assertThat(audit.lines().getFirst()).contains("operator=\"crm\"").doesNotContain(CRM_KEY);
    }
  }

  private double interventions(String action) {
    return meters.counter("whatsapp.send.interventions", "action", action).count();
  }

  @Test
  void commandThatWaitsIsCancelledForItsProgramToo() {
    String phone = newPhone();
    String id = UUID.randomUUID().toString();
    owesAnHour(phone);
    KAFKA.produce(
        Topics.OUTBOUND,
        phone,
        "{\"type\":\"send-message\",\"requestId\":\"%s\",%s"
            .formatted(id, text(phone, "x").substring(1)));
    Awaitility.await().until(() -> pendingIn(phone).size() == 1);

    json(cancel(pendingIn(phone).getFirst().path("messageId").asString()), 200);

    assertThat(awaitResults(id, 2).getLast().reason()).isEqualTo("cancelled");
    assertThat(pendingIn(phone)).isEmpty();
  }

  @Test
  void nobodyTouchesTheQueueWithoutAKey() {
    String id = UUID.randomUUID().toString();
    json(http().delete().uri("/whatsapp/outbound/" + id).exchange(), 401);
    json(http().post().uri("/whatsapp/outbound/" + id + "/resend").exchange(), 401);
    json(http().post().uri("/whatsapp/outbound/" + id + "/resolve").exchange(), 401);
  }
}

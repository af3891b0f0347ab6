package com.livemargs.whatsapp.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.livemargs.whatsapp.testkit.KafkaServer;
import com.livemargs.whatsapp.testkit.PostgresServer;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * While an access token is replaced, processes with the old one and with the new one work together.
 */
class TokenReplacementTest {

  private final String database = PostgresServer.shared().newDatabase();

  private LoneSender sender(FakeGraph graph, String token) {
    return LoneSender.start(
        graph,
        KafkaServer.shared(),
        database,
        "WHATSAPP_ACCESS_TOKEN",
        token,
        "whatsapp.outbound.engine.pause",
        "50ms",
        "whatsapp.outbound.engine.patience",
        "60s");
  }

  @Test
  void oldTokenBurnsOneMessageAndTheNewOneSendsAllOthers() throws Exception {
    try (FakeGraph graph = new FakeGraph();
        LoneSender old = sender(graph, "EAAold")) {
      graph.refuse("EAAold");
      String burnt = OutboundTest.newPhone();
      assertThat(old.asked(OutboundTest.text(burnt, "x")).get().statusCode()).isEqualTo(502);

      try (LoneSender renewed = sender(graph, "EAAnew")) {
        List<String> phones =
            IntStream.range(0, 40).mapToObj(i -> OutboundTest.newPhone()).toList();
        List<CompletableFuture<HttpResponse<String>>> answers =
            phones.stream().map(phone -> asked(phone, old, renewed)).toList();

        assertThat(answers).extracting(answer -> answer.get().statusCode()).isSubsetOf(200, 202);
        await()
            .atMost(Duration.ofSeconds(60))
            .untilAsserted(() -> assertThat(states()).containsOnly("sent", "failed"));
        assertThat(states()).containsOnlyOnce("failed");
      }
    }
  }

  @Test
  void aLateRefusalOfTheOldTokenBurnsNothingMore() throws Exception {
    String first = OutboundTest.newPhone();
    String late = OutboundTest.newPhone();
    CountDownLatch answersFirst = new CountDownLatch(1);
    CountDownLatch answersLate = new CountDownLatch(1);
    FakeGraph.Reply refusal = FakeGraph.sample("error.190.http401");
    try (FakeGraph graph = new FakeGraph();
        LoneSender old = sender(graph, "EAAold")) {
      graph.script("+" + first, new FakeGraph.Reply.Held(answersFirst, refusal));
      graph.script("+" + late, new FakeGraph.Reply.Held(answersLate, refusal));
      var firstAnswer = old.asked(OutboundTest.text(first, "x"));
      var lateAnswer = old.asked(OutboundTest.text(late, "x"));
      await().until(() -> graph.callsTo("+" + first).size() == 1);
      await().until(() -> graph.callsTo("+" + late).size() == 1);
      graph.refuse("EAAold");
      answersFirst.countDown();
      assertThat(firstAnswer.get().statusCode()).isEqualTo(502);

      try (LoneSender renewed = sender(graph, "EAAnew")) {
        String beside = OutboundTest.newPhone();
        assertThat(renewed.asked(OutboundTest.text(beside, "x")).get().statusCode()).isEqualTo(200);
        answersLate.countDown();

        assertThat(lateAnswer.get().statusCode()).isEqualTo(200);
      }
    }
  }

  @Test
  void aLateAcceptanceOfTheOldTokenBurnsNothingMore() throws Exception {
    String late = OutboundTest.newPhone();
    String next = OutboundTest.newPhone();
    CountDownLatch answersLate = new CountDownLatch(1);
    try (FakeGraph graph = new FakeGraph();
        LoneSender old = sender(graph, "EAAold")) {
      graph.script("+" + late, new FakeGraph.Reply.Held(answersLate));
      var lateAnswer = old.asked(OutboundTest.text(late, "x"));
      await().until(() -> graph.callsTo("+" + late).size() == 1);
      graph.refuse("EAAold");
      String burnt = OutboundTest.newPhone();
      assertThat(old.asked(OutboundTest.text(burnt, "x")).get().statusCode()).isEqualTo(502);
      answersLate.countDown();
      assertThat(lateAnswer.get().statusCode()).isEqualTo(200);

      letGoOn(graph);
      var nextAnswer = old.asked(OutboundTest.text(next, "x"));
      await().until(() -> !graph.callsTo("+" + next).isEmpty());
      letGoOn(graph);

      assertThat(nextAnswer.get().statusCode()).isEqualTo(200);
      assertThat(states()).containsOnlyOnce("failed");
    }
  }

  /** Another process sends with the new token, and goes again. */
  private void letGoOn(FakeGraph graph) throws Exception {
    try (LoneSender renewed = sender(graph, "EAAnew")) {
      String beside = OutboundTest.newPhone();
      assertThat(renewed.asked(OutboundTest.text(beside, "x")).get().statusCode()).isEqualTo(200);
      await().until(() -> !states().contains("queued"));
    }
  }

  // One after the other, so that both processes find work again and again.
  private static CompletableFuture<HttpResponse<String>> asked(
      String phone, LoneSender old, LoneSender renewed) {
    CompletableFuture<HttpResponse<String>> answer = old.asked(OutboundTest.text(phone, "x"));
    renewed.asked(OutboundTest.text(OutboundTest.newPhone(), "beside")).join();
    return answer;
  }

  private List<Object> states() {
    return PostgresServer.rows(database, "select state from outbound_requests").stream()
        .map(row -> row.get("state"))
        .toList();
  }
}

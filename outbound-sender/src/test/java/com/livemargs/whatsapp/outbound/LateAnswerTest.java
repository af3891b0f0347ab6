package com.livemargs.whatsapp.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.livemargs.whatsapp.testkit.KafkaServer;
import com.livemargs.whatsapp.testkit.PostgresServer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Meta answers after its send was taken over from a claimant that seemed to be dead. */
class LateAnswerTest {

  private static final FakeGraph GRAPH = new FakeGraph();

  @AfterAll
  static void close() {
    GRAPH.close();
  }

  @Test
  void aLateRefusalIsOfItsOwnAttemptAndALateAcceptanceOfTheSend() throws Exception {
    String database = PostgresServer.shared().newDatabase();
    String phone = OutboundTest.newPhone();
    CountDownLatch first = new CountDownLatch(1);
    CountDownLatch second = new CountDownLatch(1);
    var refusal = FakeGraph.sample("error.131047.http400");
    GRAPH.script(
        "+" + phone, new FakeGraph.Reply.Held(first, refusal), new FakeGraph.Reply.Held(second));
    try (LoneSender sender = sender(database)) {
      sender.asked(OutboundTest.text(phone, "x"));
      await().until(() -> GRAPH.callsTo("+" + phone).size() == 1);
      endLeases(database);
      await().until(() -> isIn(database, phone, "unknown"));
      assertThat(sender.resend(GRAPH.callsTo("+" + phone).getFirst().callbackData()))
          .isEqualTo(200);
      await().until(() -> GRAPH.callsTo("+" + phone).size() == 2);

      first.countDown();
      await()
          .during(Duration.ofSeconds(1))
          .until(() -> !states(database, phone).equals(List.of("failed")));
      second.countDown();

      await().until(() -> states(database, phone).equals(List.of("sent")));
    }
  }

  @Test
  void aLateAcceptanceIsTrueOfASendWhoseNextAttemptWasRefused() throws Exception {
    String database = PostgresServer.shared().newDatabase();
    String phone = OutboundTest.newPhone();
    CountDownLatch latch = new CountDownLatch(1);
    FakeGraph.Reply refusal = FakeGraph.sample("error.131047.http400");
    GRAPH.script("+" + phone, new FakeGraph.Reply.Held(latch), refusal);
    try (LoneSender sender = sender(database)) {
      sender.asked(OutboundTest.text(phone, "x"));
      await().until(() -> GRAPH.callsTo("+" + phone).size() == 1);
      endLeases(database);
      await().until(() -> isIn(database, phone, "unknown"));
      sender.resend(GRAPH.callsTo("+" + phone).getFirst().callbackData());
      await().until(() -> isIn(database, phone, "failed"));

      latch.countDown();

      await().until(() -> isIn(database, phone, "sent"));
    }
  }

  @Test
  void whatWasCalledUnknownIsNotSentByItselfWhenMetaTurnsOutNotToHaveTakenIt() throws Exception {
    String database = PostgresServer.shared().newDatabase();
    CountDownLatch latch = new CountDownLatch(1);
    List<String> refusals =
        List.of("error.130429.http400", "error.131056.http400", "error.190.http401");
    List<String> phones = refusals.stream().map(refusal -> OutboundTest.newPhone()).toList();
    for (int i = 0; i < phones.size(); i++) {
      held(phones.get(i), latch, refusals.get(i));
    }
    try (LoneSender sender = sender(database)) {
      phones.forEach(phone -> sender.asked(OutboundTest.text(phone, "x")));
      await().until(() -> phones.stream().allMatch(it -> GRAPH.callsTo("+" + it).size() == 1));
      endLeases(database);
      await().until(() -> phones.stream().allMatch(it -> isIn(database, it, "unknown")));

      latch.countDown();

      await().until(() -> phones.stream().allMatch(it -> isIn(database, it, "failed")));
    }
    assertThat(phones).allSatisfy(it -> assertThat(GRAPH.callsTo("+" + it)).hasSize(1));
  }

  /** As if their claimant were dead. */
  private static void endLeases(String database) {
    String sql = "update outbound_requests set lease_until = now() where state = 'in_flight'";
    PostgresServer.rows(database, sql);
  }

  private static boolean isIn(String database, String phone, String state) {
    return states(database, phone).equals(List.of(state));
  }

  private static void held(String phone, CountDownLatch latch, String sample) {
    GRAPH.script("+" + phone, new FakeGraph.Reply.Held(latch, FakeGraph.sample(sample)));
  }

  private static List<String> states(String database, String phone) {
    String sql = "select state from outbound_requests where address = ?";
    return PostgresServer.rows(database, sql, phone).stream()
        .map(row -> String.valueOf(row.get("state")))
        .toList();
  }

  private static LoneSender sender(String database) {
    return LoneSender.start(
        GRAPH, KafkaServer.shared(), database, "whatsapp.outbound.engine.patience", "60s");
  }
}

package com.livemargs.whatsapp.outbound;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.livemargs.whatsapp.events.Topics;
import com.livemargs.whatsapp.testkit.KafkaServer;
import com.livemargs.whatsapp.testkit.PostgresServer;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A sender whose PostgreSQL goes away. */
class LedgerAwayTest {

  private static final PostgresServer POSTGRES = PostgresServer.start();
  private static final FakeGraph GRAPH = new FakeGraph();
  private static final String USER = "whatsapp";

  private boolean away;

  private void goAway() {
    away = true;
    POSTGRES.stop();
  }

  private void comeBack() {
    POSTGRES.restart();
    away = false;
  }

  @AfterEach
  void bringItBack() {
    if (away) {
      comeBack();
    }
  }

  @AfterAll
  static void close() {
    GRAPH.close();
    POSTGRES.close();
  }

  @Test
  void whatWasAcceptedIsPendingAndNeverSaidToBeUnsent() throws Exception {
    String phone = OutboundTest.newPhone();
    CountDownLatch latch = new CountDownLatch(1);
    GRAPH.script("+" + phone, new FakeGraph.Reply.Held(latch));
    // At its stop it waits that long for a ledger that does not come back.
    String[] farewell = {"whatsapp.outbound.engine.farewell", "1s"};
    try (LoneSender sender = sender(KafkaServer.shared(), POSTGRES.newDatabase(), farewell)) {
      CompletableFuture<HttpResponse<String>> answer = sender.asked(OutboundTest.text(phone, "x"));
      await().until(() -> GRAPH.callsTo("+" + phone).size() == 1);
      goAway();

      assertThat(answer.get().statusCode()).isEqualTo(202);
      assertThat(answer.get().body()).contains("\"status\":\"pending\"");
      assertThat(sender.asked(OutboundTest.text(phone, "y")).get())
          .extracting(HttpResponse::statusCode)
          .isEqualTo(503);
      latch.countDown();
    }
    assertThat(GRAPH.callsTo("+" + phone)).extracting(FakeGraph.Call::text).containsExactly("x");
  }

  @ParameterizedTest
  @CsvSource({
    "error.130429.http400, sent, 2",
    "error.131047.http400, failed, 1",
    "error.190.http401, sent, 2"
  })
  void answersThatComeWhileItIsAwayAreWrittenDownWhenItIsBack(String sample, String end, int calls)
      throws Exception {
    String database = POSTGRES.newDatabase();
    String phone = OutboundTest.newPhone();
    CountDownLatch latch = new CountDownLatch(1);
    GRAPH.script("+" + phone, new FakeGraph.Reply.Held(latch, FakeGraph.sample(sample)));
    try (LoneSender sender = sender(database)) {
      sender.asked(OutboundTest.text(phone, "x"));
      await().until(() -> GRAPH.callsTo("+" + phone).size() == 1);
      goAway();
      latch.countDown();
      // Longer than it is tried without a pause.
      await().pollDelay(Duration.ofSeconds(2)).until(() -> true);
      comeBack();

      await().until(() -> states(database, phone).equals(List.of(end)));
    }
    assertThat(GRAPH.callsTo("+" + phone)).hasSize(calls);
  }

  @Test
  void gaugesOfTheQueueSayThatTheyAreUnknownWhileItIsAway() {
    try (LoneSender sender = sender(POSTGRES.newDatabase())) {
      await().until(() -> gauges(sender).stream().allMatch(value -> value == 0));

      goAway();

      await().untilAsserted(() -> assertThat(gauges(sender)).containsOnly(Double.NaN));
      comeBack();
      await().until(() -> gauges(sender).stream().allMatch(value -> value == 0));
    }
  }

  private static List<Double> gauges(LoneSender sender) {
    return Stream.of("queue", "queue.age", "ambiguous.open", "numbers.stopped")
        .map(name -> sender.gauge("whatsapp.send." + name))
        .toList();
  }

  private static List<String> states(String database, String phone) {
    String sql = "select state from outbound_requests where address = ?";
    return PostgresServer.rows(database, sql, phone).stream()
        .map(row -> String.valueOf(row.get("state")))
        .toList();
  }

  @Test
  void aLedgerThatIsSilentIsNotWaitedForWithoutEnd() throws Exception {
    String database = POSTGRES.newDatabase();
    String phone = OutboundTest.newPhone();
    try (LoneSender sender = sender(database);
        Connection holder = DriverManager.getConnection("jdbc:" + plain(database), USER, USER)) {
      await().until(() -> isMade(database));
      holder.setAutoCommit(false);
      holder.createStatement().execute("lock table outbound_requests in access exclusive mode");

      HttpResponse<String> answer = sender.asked(OutboundTest.text(phone, "x")).get();

      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.body()).contains("same Idempotency-Key");
      holder.rollback();
      assertThat(states(database, phone)).isEmpty();
      await().until(() -> sender.asked(OutboundTest.text(phone, "x")).get().statusCode() == 200);
    }
  }

  @Test
  void whatItsCallerIsToldToBeRefusedIsNotSentOnceTheTablesAreMade() throws Exception {
    String database = POSTGRES.newDatabase();
    String phone = OutboundTest.newPhone();
    try (LoneSender first = sender(database)) {
      assertThat(ask(first, OutboundTest.newPhone(), "w")).isEqualTo(200);
    }
    try (Connection migration = DriverManager.getConnection("jdbc:" + plain(database), USER, USER);
        LoneSender sender = startedBehind(migration, database)) {
      assertThat(ask(sender, phone, "x")).isEqualTo(503);

      migration.rollback();

      assertThat(ask(sender, phone, "y")).isEqualTo(200);
    }
    assertThat(GRAPH.callsTo("+" + phone)).extracting(FakeGraph.Call::text).containsExactly("y");
  }

  /** As if another instance brought the tables up to date meanwhile. */
  private static LoneSender startedBehind(Connection migration, String database)
      throws SQLException {
    migration.setAutoCommit(false);
    migration
        .createStatement()
        .execute("lock table outbound_schema_history in access exclusive mode");
    return sender(database);
  }

  @Test
  void whatItsCallerIsToldToBeRefusedIsNotSentOnceTheServerGoesOn() throws Exception {
    String phone = OutboundTest.newPhone();
    try (LoneSender sender = sender(POSTGRES.newDatabase())) {
      assertThat(ask(sender, OutboundTest.newPhone(), "w")).isEqualTo(200);
      POSTGRES.freeze();
      try {
        assertThat(ask(sender, phone, "x")).isEqualTo(503);
      } finally {
        POSTGRES.thaw();
      }
      await().until(() -> ask(sender, phone, "y") == 200);
    }
    assertThat(GRAPH.callsTo("+" + phone)).extracting(FakeGraph.Call::text).containsExactly("y");
  }

  private static int ask(LoneSender sender, String phone, String text) throws Exception {
    return sender.asked(OutboundTest.text(phone, text)).get().statusCode();
  }

  @Test
  void whatItsCallerIsToldToBeRefusedIsNotSentAfterwardsHoweverSlowEachStepWas() throws Exception {
    String database = POSTGRES.newDatabase();
    String phone = OutboundTest.newPhone();
    try (LoneSender sender = sender(database);
        Connection windows = DriverManager.getConnection("jdbc:" + plain(database), USER, USER);
        Connection requests = DriverManager.getConnection("jdbc:" + plain(database), USER, USER)) {
      await().until(() -> isMade(database));
      PostgresServer.rows(
          database,
          "insert into outbound_windows values (?, ?, now()) returning customer",
          OutboundTest.NUMBER,
          phone);
      windows.setAutoCommit(false);
      windows.createStatement().execute("lock table outbound_windows in access exclusive mode");
      requests.setAutoCommit(false);
      requests.createStatement().execute("lock table outbound_requests in access exclusive mode");

      var answer =
          sender.asked(
              "{\"phoneNumber\":\"%s\",\"text\":\"x\",\"windowPolicy\":\"refuse\"}"
                  .formatted(phone));
      await().pollDelay(Duration.ofSeconds(7)).until(() -> true);
      windows.rollback();
      await().pollDelay(Duration.ofSeconds(4)).until(() -> true);
      requests.rollback();

      assertThat(answer.get().statusCode()).isEqualTo(503);
      assertThat(sender.asked(OutboundTest.text(phone, "y")).get().statusCode()).isEqualTo(200);
      assertThat(GRAPH.callsTo("+" + phone)).extracting(FakeGraph.Call::text).containsExactly("y");
    }
  }

  private static boolean isMade(String database) {
    String sql = "select to_regclass('outbound_requests') is not null as made";
    return PostgresServer.rows(database, sql).getFirst().get("made").equals(true);
  }

  @Test
  void whatIsToBeRefusedWhileTheLedgerIsAwayIsToldOnceWhenItIsBack() {
    String phone = OutboundTest.newPhone();
    String refused = UUID.randomUUID().toString();
    // Its own, because senders of other tests are of the same group.
    try (KafkaServer kafka = KafkaServer.start();
        LoneSender sender = sender(kafka, POSTGRES.newDatabase())) {
      goAway();
      await().until(() -> !sender.isReady());

      kafka.produce(Topics.OUTBOUND, phone, command(refused, phone, ""));
      kafka.produce(Topics.OUTBOUND, phone, command(UUID.randomUUID().toString(), phone, "x"));
      // Time for the outage to bring both again, a few times; whether the id was used, it knows.
      await().pollDelay(Duration.ofSeconds(3)).until(() -> told(kafka, refused).isEmpty());
      comeBack();

      await().until(() -> GRAPH.callsTo("+" + phone).size() == 1);
      await().until(() -> !told(kafka, refused).isEmpty());
      assertThat(told(kafka, refused)).hasSize(1);
    }
  }

  private static String command(String requestId, String phone, String text) {
    return "{\"type\":\"send-message\",\"requestId\":\"%s\",\"phoneNumber\":\"+%s\",\"text\":\"%s\"}"
        .formatted(requestId, phone, text);
  }

  private static List<String> told(KafkaServer kafka, String requestId) {
    return kafka.drain(Topics.OUTBOUND_RESULTS).stream()
        .map(result -> new String(result.value(), UTF_8))
        .filter(result -> result.contains(requestId))
        .toList();
  }

  private static String plain(String url) {
    return url.replaceFirst("//[^@]*@", "//");
  }

  private static LoneSender sender(String database) {
    return sender(KafkaServer.shared(), database);
  }

  private static LoneSender sender(KafkaServer kafka, String database, String... more) {
    String[] settings = Arrays.copyOf(more, more.length + 2);
    settings[more.length] = "whatsapp.outbound.engine.patience";
    settings[more.length + 1] = "60s";
    return LoneSender.start(GRAPH, kafka, database, settings);
  }
}

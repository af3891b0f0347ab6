package com.livemargs.whatsapp.outbound;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.livemargs.whatsapp.events.Topics;
import com.livemargs.whatsapp.testkit.KafkaServer;
import com.livemargs.whatsapp.testkit.PostgresServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** A sender whose PostgreSQL goes away. */
class LedgerAwayTest {

  private static final PostgresServer POSTGRES = PostgresServer.start();
  private static final FakeGraph GRAPH = new FakeGraph();
  private static final String USER = "whatsapp";

  private final HttpClient http = HttpClient.newHttpClient();

  @AfterEach
  void bringItBack() {
    POSTGRES.restart();
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
    try (ConfigurableApplicationContext sender = sender()) {
      String base = "http://127.0.0.1:" + sender.getEnvironment().getProperty("local.server.port");
      await().until(() -> status(base + "/actuator/health/readiness") == 200);

      CompletableFuture<HttpResponse<String>> answer =
          http.sendAsync(post(base, OutboundTest.text(phone, "x")), BodyHandlers.ofString());
      await().until(() -> GRAPH.callsTo("+" + phone).size() == 1);
      POSTGRES.stop();

      assertThat(answer.get().statusCode()).isEqualTo(202);
      assertThat(answer.get().body()).contains("\"status\":\"pending\"");
      assertThat(http.send(post(base, OutboundTest.text(phone, "y")), BodyHandlers.ofString()))
          .extracting(HttpResponse::statusCode)
          .isEqualTo(503);
      latch.countDown();
    }
    assertThat(GRAPH.callsTo("+" + phone)).extracting(FakeGraph.Call::text).containsExactly("x");
  }

  @Test
  void answersThatComeWhileItIsAwayAreWrittenDownHoweverLongThatIs() throws Exception {
    String database = POSTGRES.newDatabase();
    String limited = OutboundTest.newPhone();
    String refused = OutboundTest.newPhone();
    CountDownLatch latch = new CountDownLatch(1);
    held(limited, latch, "error.130429.http400");
    held(refused, latch, "error.131047.http400");
    try (ConfigurableApplicationContext sender =
        sender(KafkaServer.shared(), database, "whatsapp.outbound.engine.lease", "3s")) {
      String base = "http://127.0.0.1:" + sender.getEnvironment().getProperty("local.server.port");
      await().until(() -> status(base + "/actuator/health/readiness") == 200);
      for (String phone : List.of(limited, refused)) {
        http.sendAsync(post(base, OutboundTest.text(phone, "x")), BodyHandlers.discarding());
        await().until(() -> GRAPH.callsTo("+" + phone).size() == 1);
      }
      POSTGRES.stop();
      latch.countDown();
      // Longer than anybody is given for a call.
      await()
          .pollDelay(Duration.ofSeconds(4))
          .until(() -> GRAPH.callsTo("+" + limited).size() == 1);
      POSTGRES.restart();

      await().until(() -> GRAPH.callsTo("+" + limited).size() == 2);
      await().until(() -> states(database, limited).equals(List.of("sent")));
      await().until(() -> states(database, refused).equals(List.of("failed")));
    }
    assertThat(GRAPH.callsTo("+" + refused)).hasSize(1);
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

  @Test
  void aLedgerThatIsSilentIsNotWaitedForWithoutEnd() throws Exception {
    String database = POSTGRES.newDatabase();
    String phone = OutboundTest.newPhone();
    try (ConfigurableApplicationContext sender = sender(database);
        Connection holder = DriverManager.getConnection("jdbc:" + plain(database), USER, USER)) {
      String base = "http://127.0.0.1:" + sender.getEnvironment().getProperty("local.server.port");
      await().until(() -> status(base + "/actuator/health/readiness") == 200);
      holder.setAutoCommit(false);
      holder.createStatement().execute("lock table outbound_requests in access exclusive mode");

      HttpResponse<String> answer =
          http.send(post(base, OutboundTest.text(phone, "x")), BodyHandlers.ofString());

      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.body()).contains("same Idempotency-Key");
      holder.rollback();
      await()
          .until(
              () ->
                  http.send(post(base, OutboundTest.text(phone, "x")), BodyHandlers.ofString())
                          .statusCode()
                      == 200);
    }
  }

  @Test
  void whatIsToBeRefusedWhileTheLedgerIsAwayIsToldOnceWhenItIsBack() {
    String phone = OutboundTest.newPhone();
    String refused = UUID.randomUUID().toString();
    // Its own, because senders of other tests are of the same group.
    try (KafkaServer kafka = KafkaServer.start();
        ConfigurableApplicationContext sender = sender(kafka, POSTGRES.newDatabase())) {
      String base = "http://127.0.0.1:" + sender.getEnvironment().getProperty("local.server.port");
      await().until(() -> status(base + "/actuator/health/readiness") == 200);
      POSTGRES.stop();

      kafka.produce(Topics.OUTBOUND, phone, command(refused, phone, ""));
      kafka.produce(Topics.OUTBOUND, phone, command(UUID.randomUUID().toString(), phone, "x"));
      // Time for the outage to bring both again, a few times; whether the id was used, it knows.
      await().pollDelay(Duration.ofSeconds(3)).until(() -> told(kafka, refused).isEmpty());
      POSTGRES.restart();

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

  private static ConfigurableApplicationContext sender() {
    return sender(POSTGRES.newDatabase());
  }

  private static ConfigurableApplicationContext sender(String database) {
    return sender(KafkaServer.shared(), database);
  }

  private static ConfigurableApplicationContext sender(
      KafkaServer kafka, String database, String... more) {
    Map<String, String> settings = new HashMap<>(OutboundTest.settings(GRAPH));
    for (int i = 0; i < more.length; i += 2) {
      settings.put(more[i], more[i + 1]);
    }
    settings.put("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
    settings.put("POSTGRES_URL", database);
    settings.put("whatsapp.outbound.engine.patience", "60s");
    settings.put("server.port", "0");
    String[] arguments =
        settings.entrySet().stream()
            .map(entry -> "--" + entry.getKey() + "=" + entry.getValue())
            .toArray(String[]::new);
    return new SpringApplicationBuilder(OutboundApplication.class).run(arguments);
  }

  private int status(String url) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
    return http.send(request, BodyHandlers.discarding()).statusCode();
  }

  private static HttpRequest post(String base, String body) {
    return HttpRequest.newBuilder(URI.create(base + "/whatsapp/send"))
        .header("X-API-Key", OutboundTest.API_KEY)
        .POST(BodyPublishers.ofString(body))
        .build();
  }
}

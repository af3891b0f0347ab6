package com.livemargs.whatsapp.outbound;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.livemargs.whatsapp.events.Topics;
import com.livemargs.whatsapp.events.json.Json;
import com.livemargs.whatsapp.events.outbound.SendResult;
import com.livemargs.whatsapp.testkit.KafkaServer;
import com.livemargs.whatsapp.testkit.PostgresServer;
import com.livemargs.whatsapp.testkit.RouteScan;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpHeaders;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

/**
 * One sender, one broker, one database and one Meta for all tests; each test has customers of its
 * own.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
abstract class OutboundTest {

  static final String API_KEY = "a-key-for-tests-only";
  static final String OLD_SHOP_KEY = "the-old-key-of-the-shop";
  static final String NEW_SHOP_KEY = "the-new-key-of-the-shop";
  static final String CRM_KEY = "the-only-key-of-the-crm";
  private static final String NAMED_KEYS =
      "shop/send=%s,shop/send=%s,crm=%s".formatted(OLD_SHOP_KEY, NEW_SHOP_KEY, CRM_KEY);
  static final String LIVEKIT_KEY = "testkey";
  static final String LIVEKIT_SECRET = "a-test-secret-of-more-than-32-characters";
  static final String NUMBER = "412906551877340";

  static final KafkaServer KAFKA = KafkaServer.shared();
  static final String DATABASE = PostgresServer.shared().newDatabase();
  static final FakeGraph GRAPH = new FakeGraph();

  @LocalServerPort int port;

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry registry) {
    settings(GRAPH).forEach((name, value) -> registry.add(name, () -> value));
  }

  static Map<String, String> settings(FakeGraph graph) {
    return Map.ofEntries(
        Map.entry("KAFKA_BOOTSTRAP_SERVERS", KAFKA.bootstrapServers()),
        Map.entry("POSTGRES_URL", DATABASE),
        Map.entry("WHATSAPP_API_KEYS", API_KEY + "," + NAMED_KEYS + "," + RouteScan.KEYS),
        Map.entry("LIVEKIT_API_KEY", LIVEKIT_KEY),
        Map.entry("LIVEKIT_API_SECRET", LIVEKIT_SECRET),
        Map.entry("WHATSAPP_ACCESS_TOKEN", "EAAtoken"),
        Map.entry("WHATSAPP_PHONE_NUMBER_ID", NUMBER),
        Map.entry("WHATSAPP_GRAPH_URL", graph.url()),
        Map.entry("TOPIC_PARTITIONS", "3"),
        // By heartbeats a member hears that another joins.
        Map.entry("spring.kafka.consumer.heartbeat-interval", "200ms"),
        // Longer than any test holds an answer back, so that none is unknown for that.
        Map.entry("whatsapp.outbound.graph.response-timeout", "60s"),
        Map.entry("whatsapp.outbound.engine.lease", "3m"));
  }

  /** Every call of every test is held against the ledger at the moment it arrives. */
  static final List<String> CALLED_TOO_EARLY = new CopyOnWriteArrayList<>();

  @BeforeAll
  static void watch() {
    GRAPH.onCall(
        call -> {
          List<Map<String, Object>> rows =
              PostgresServer.rows(
                  DATABASE,
                  "select state from outbound_requests where message_id = ?",
                  UUID.fromString(call.callbackData()));
          if (!rows.toString().equals("[{state=in_flight}]")) {
            CALLED_TOO_EARLY.add(rows.toString());
          }
        });
  }

  @AfterEach
  void metaIsAskedOnlyOnceThatIsWrittenDown() {
    assertThat(CALLED_TOO_EARLY).isEmpty();
  }

  @BeforeEach
  void awaitReadiness() {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                http()
                    .get()
                    .uri("/actuator/health/readiness")
                    .exchange()
                    .returnResult(Void.class)
                    .getStatus()
                    .is2xxSuccessful());
  }

  private static final AtomicLong NEXT_PHONE =
      new AtomicLong(ThreadLocalRandom.current().nextLong(4_915_100_000_000L, 4_915_900_000_000L));

  static String newPhone() {
    return Long.toString(NEXT_PHONE.getAndIncrement());
  }

  WebTestClient http() {
    return WebTestClient.bindToServer()
        .baseUrl("http://127.0.0.1:" + port)
        .responseTimeout(Duration.ofSeconds(30))
        .build();
  }

  WebTestClient.ResponseSpec send(String body) {
    return send(body, API_KEY);
  }

  WebTestClient.ResponseSpec send(String body, String credential) {
    return http()
        .post()
        .uri("/whatsapp/send")
        .header(HttpHeaders.AUTHORIZATION, "Bearer " + credential)
        .header(HttpHeaders.CONTENT_TYPE, "application/json")
        .bodyValue(body)
        .exchange();
  }

  WebTestClient.ResponseSpec sendOnce(String key, String body) {
    return sendOnce(key, body, API_KEY);
  }

  WebTestClient.ResponseSpec sendOnce(String key, String body, String credential) {
    return http()
        .post()
        .uri("/whatsapp/send")
        .header(HttpHeaders.AUTHORIZATION, "Bearer " + credential)
        .header("Idempotency-Key", key)
        .bodyValue(body.getBytes(UTF_8))
        .exchange();
  }

  /** The body of an answer with this status, once the description of the API has confirmed it. */
  static JsonNode json(WebTestClient.ResponseSpec answer, int status) {
    var result = answer.expectStatus().isEqualTo(status).expectBody().returnResult();
    JsonNode body = Json.MAPPER.readTree(result.getResponseBody());
    ApiDescription.confirm(result.getMethod(), result.getUrl().getPath(), status, body);
    return body;
  }

  /** Asks until the answer has this status. */
  static void awaitStatus(int status, Supplier<WebTestClient.ResponseSpec> question) {
    await().until(() -> question.get().returnResult(byte[].class).getStatus().value() == status);
  }

  /** Asks beside the test, which goes on: a caller may wait as long as its patience. */
  static <T> CompletableFuture<T> beside(Supplier<T> question) {
    return CompletableFuture.supplyAsync(question, task -> Thread.ofVirtual().start(task));
  }

  /** The first call for a customer, once Meta has it. */
  static FakeGraph.Call awaitCall(String phone) {
    await().until(() -> !GRAPH.callsTo("+" + phone).isEmpty());
    return GRAPH.callsTo("+" + phone).getFirst();
  }

  /** A connection to the ledger. */
  static Connection connection() throws SQLException {
    String url = "jdbc:" + DATABASE.replaceFirst("//[^@]*@", "//");
    return DriverManager.getConnection(url, "whatsapp", "whatsapp");
  }

  /** How many statements about a table wait for a lock. */
  static int waitingFor(String table) {
    String sql =
        "select 1 from pg_stat_activity where datname = current_database()"
            + " and wait_event_type = 'Lock' and query like ?";
    return PostgresServer.rows(DATABASE, sql, "%" + table + "%").size();
  }

  static String text(String phone, String text) {
    return "{\"phoneNumber\":\"+%s\",\"text\":\"%s\"}".formatted(phone, text);
  }

  static List<SendResult> resultsOf(String requestId) {
    return KAFKA.drain(Topics.OUTBOUND_RESULTS).stream()
        .map(record -> SendResult.parse(record.value()))
        .filter(result -> result.requestId().equals(requestId))
        .toList();
  }

  static List<SendResult> awaitResults(String requestId, int count) {
    return await().until(() -> resultsOf(requestId), results -> results.size() >= count);
  }
}

package com.livemargs.whatsapp.standalone.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * A phone, an id, texts, names of files and every secret go through all that the system does and
 * all that goes wrong in it; none of them may stand in a log, a metric or a problem.
 */
class NothingPrivateIsToldIT {

  private static final String PHONE = "+4917655443322";
  private static final String ID = "DE.90817263544536271";
  private static final String NAME = "Willow Warbler";
  private static final String TEXT = "the kingfisher left at dawn";
  private static final String CAPTION = "a heron by the weir";
  private static final String FILE = "bittern-passport.png";
  private static final String PNG =
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

  private static House house;
  private static Canary canary;

  @BeforeAll
  static void everythingHappens() {
    house = House.shared();
    List<String> values = new ArrayList<>(List.of(PHONE, ID, NAME, TEXT, CAPTION, FILE));
    values.addAll(House.Secrets.ALL.values());
    values.addAll(List.of(PNG, house.fixture.secret("LIVEKIT_API_SECRET"), "wamid."));
    canary = new Canary(values.stream().filter(value -> !value.isBlank()).toList());
    house.takeAllForSlow();
    customersWrite();
    weWrite();
    metaRefuses();
    callersAreWrong();
    strangersKnock();
    topicsHoldPoison();
    eventually(() -> assertThat(deadLetters("persistence-postgres")).isGreaterThanOrEqualTo(2));
    eventually(() -> assertThat(deadLetters("persistence-mongodb")).isGreaterThanOrEqualTo(2));
  }

  private static void customersWrite() {
    customer(Map.of("phone", PHONE, "name", NAME, "text", TEXT));
    customer(Map.of("userId", ID, "username", "@willow", "name", NAME, "text", TEXT));
    Map<String, Object> file = Map.of("base64", PNG, "mimeType", "image/png", "fileName", FILE);
    customer(Map.of("phone", PHONE, "caption", CAPTION, "type", "image", "file", file));
    eventually(
        () -> {
          JsonNode messages = house.getWithKey("/whatsapp/messages/%2B4917655443322").json();
          assertThat(
                  messages
                      .valueStream()
                      .filter(m -> "stored".equals(m.path("mediaStatus").asString(""))))
              .hasSize(1);
        });
  }

  private static void customer(Map<String, ?> message) {
    house.simulator("POST", "/simulator/customers/messages?wait=true", message);
  }

  private static void weWrite() {
    assertThat(house.sent(Map.of("phoneNumber", PHONE, "text", TEXT), "to-a-phone").status())
        .isEqualTo(200);
    assertThat(house.sent(Map.of("customerId", ID, "text", TEXT), "to-an-id").status())
        .isEqualTo(200);
    command(
        "{\"type\":\"send-message\",\"requestId\":\"r1\",\"phoneNumber\":\"%s\",\"text\":\"%s\"}"
            .formatted(PHONE, TEXT));
  }

  private static int send(Map<String, ?> message) {
    return house.postWithKey("/whatsapp/send", message).status();
  }

  private static void command(String value) {
    house.kafka.produce("whatsapp.outbound", PHONE, value);
  }

  private static void metaRefuses() {
    fault(
        Map.of(
            "kind",
            "error",
            "code",
            131009,
            "details",
            "Parameter value " + PHONE + " says " + TEXT));
    send(Map.of("phoneNumber", PHONE, "text", TEXT));
    fault(Map.of("kind", "http", "status", 500));
    send(Map.of("phoneNumber", PHONE, "text", TEXT));
    fault(Map.of("kind", "reset"));
    send(Map.of("phoneNumber", PHONE, "text", TEXT));
    fault(Map.of("kind", "accept-then-reset"));
    send(Map.of("phoneNumber", PHONE, "text", TEXT));
    fault(Map.of("kind", "accept-then-failed", "code", 131026, "details", "No " + PHONE));
    send(Map.of("phoneNumber", PHONE, "text", TEXT));
  }

  private static void fault(Map<String, ?> fault) {
    house.simulator("POST", "/simulator/faults/sends", fault);
  }

  private static void callersAreWrong() {
    assertThat(send(Map.of("phoneNumber", PHONE + TEXT, "text", TEXT))).isBetween(400, 499);
    assertThat(send(Map.of("phoneNumber", PHONE, "text", TEXT, "mediaType", CAPTION)))
        .isBetween(400, 499);
    String broken = "{\"phoneNumber\":\"" + PHONE + "\",\"text\":" + TEXT;
    String key = house.fixture.apiKey();
    assertThat(house.post("/whatsapp/send", broken, "X-API-Key", key).status()).isBetween(400, 499);
    assertThat(house.getWithKey("/whatsapp/messages/%2B4917655443322?limit=" + FILE).status())
        .isBetween(400, 499);
    assertThat(house.getWithKey("/uploads/whatsapp/" + FILE).status()).isBetween(400, 499);
    assertThat(house.getWithKey("/nowhere/" + FILE).status()).isBetween(400, 499);
  }

  private static void strangersKnock() {
    String body = "{\"object\":\"whatsapp_business_account\",\"from\":\"" + PHONE + "\"}";
    assertThat(
            house
                .post("/whatsapp/webhook", body, "X-Hub-Signature-256", "sha256=" + "00".repeat(32))
                .status())
        .isEqualTo(401);
    assertThat(house.webhook(PHONE + " is not JSON: " + TEXT).status()).isEqualTo(400);
    assertThat(
            house
                .webhook(
                    "{\"entry\":[{\"changes\":[{\"value\":{\"messages\":[\"" + TEXT + "\"]}}]}]}")
                .status())
        .isEqualTo(200);
    assertThat(house.get("/whatsapp/messages/%2B4917655443322").status()).isEqualTo(401);
    assertThat(house.get("/whatsapp/messages/" + ID, "X-API-Key", TEXT.replace(' ', '-')).status())
        .isEqualTo(401);
    assertThat(
            house
                .get(
                    "/whatsapp/webhook?hub.mode=subscribe&hub.verify_token="
                        + FILE
                        + "&hub.challenge=1")
                .status())
        .isEqualTo(403);
  }

  private static void topicsHoldPoison() {
    for (String topic :
        List.of("messages", "statuses", "media", "identities", "outbound.results")) {
      house.kafka.produce("whatsapp." + topic, PHONE, "{\"" + TEXT + "\": " + PHONE + ", " + FILE);
    }
    house.kafka.produce(
        "whatsapp.messages",
        ID,
        "{\"field\":\"messages\",\"value\":{\"messages\":[{\"id\":7,\"from\":\""
            + PHONE
            + "\"}]}}");
    command(TEXT + " " + PHONE);
    command(
        "{\"type\":\"send-message\",\"phoneNumber\":\"" + PHONE + "\",\"text\":\"" + TEXT + "\"}");
    command(
        "{\"type\":\"send-message\",\"requestId\":\"r2\",\"phoneNumber\":\""
            + PHONE
            + TEXT
            + "\",\"text\":\"x\"}");
  }

  private static long deadLetters(String group) {
    return List.of("messages", "statuses", "media", "outbound.results").stream()
        .mapToLong(topic -> house.kafka.drain("whatsapp." + topic + "." + group + ".dlt").size())
        .sum();
  }

  private static void eventually(ThrowingRunnable claim) {
    await().atMost(Duration.ofSeconds(90)).ignoreExceptions().untilAsserted(claim);
  }

  @Test
  void noLogHoldsAnyOfIt() {
    assertThat(house.logs.lines()).anyMatch(line -> line.contains("could not be digested"));
    assertThat(house.logs.lines())
        .allSatisfy(line -> assertThat(canary.in(line)).as(line).isEmpty());
  }

  @Test
  void noLogOfAServerBesideUsHoldsAnyOfIt() throws IOException {
    for (String server : List.of("postgres.log", "mongodb.log", "livekit.log")) {
      Path log = house.fixture.data().resolve(server);
      if (Files.exists(log)) {
        assertThat(Files.readAllLines(log))
            .allSatisfy(line -> assertThat(canary.in(line)).as(line).isEmpty());
      }
    }
  }

  @Test
  void noMetricHoldsAnyOfIt() {
    String metrics = house.get("/actuator/prometheus").body();

    assertThat(metrics).contains("whatsapp_send_total");
    assertThat(metrics.lines()).allSatisfy(line -> assertThat(canary.in(line)).as(line).isEmpty());
  }

  @Test
  void noProblemHoldsAnyOfItButTheSendersOwnRoomAndMetasWordsToHim() {
    assertThat(house.problems()).hasSizeGreaterThan(10);
    assertThat(house.problems())
        .map(problem -> problem.replaceAll("\"(metaDetails|roomName)\":\"[^\"]*\"", ""))
        .allSatisfy(problem -> assertThat(canary.in(problem)).as(problem).isEmpty());
  }

  @Test
  void whyARecordIsDeadIsSaidWithoutIt() {
    for (String topic : List.of("messages", "statuses", "media", "outbound.results")) {
      for (String group : List.of("persistence-postgres", "persistence-mongodb")) {
        house.kafka.drain("whatsapp." + topic + "." + group + ".dlt").stream()
            .flatMap(record -> java.util.Arrays.stream(record.headers().toArray()))
            .filter(header -> header.key().startsWith("dlt-"))
            .map(header -> new String(header.value(), java.nio.charset.StandardCharsets.UTF_8))
            .forEach(said -> assertThat(canary.in(said)).as(said).isEmpty());
      }
    }
  }
}

package com.livemargs.whatsapp.livekit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.interfaces.DecodedJWT;
import com.livemargs.whatsapp.livekit.server.LiveKitTwin;
import com.livemargs.whatsapp.livekit.server.Packet;
import com.livemargs.whatsapp.livekit.server.RoomPublisher;
import com.livemargs.whatsapp.livekit.server.RoomRecord;
import com.livemargs.whatsapp.testkit.DescribedRoute;
import com.livemargs.whatsapp.testkit.KafkaServer;
import com.livemargs.whatsapp.testkit.RouteScan;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.webtestclient.autoconfigure.AutoConfigureWebTestClient;
import org.springframework.context.ApplicationContext;
import org.springframework.http.MediaType;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;

/** The token endpoint and the webhook, with a LiveKit that is a stand-in. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@AutoConfigureWebTestClient
class DoorsTest {

  private static final LiveKitTwin TWIN = new LiveKitTwin();
  // Of its own: on the shared one this bridge would take what another one is to show.
  private static final KafkaServer KAFKA = KafkaServer.start();

  @Autowired private WebTestClient client;

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry registry) {
    Bridge.settings(registry, KAFKA);
    registry.add("whatsapp.livekit.url", TWIN::url);
    registry.add("whatsapp.livekit.public-url", () -> "https://livekit.example.com/");
    registry.add("whatsapp.access.livekit-api-key", () -> LiveKitTwin.KEY);
    registry.add("whatsapp.access.livekit-api-secret", () -> LiveKitTwin.SECRET);
    registry.add("whatsapp.livekit.api-key", () -> LiveKitTwin.KEY);
    registry.add("whatsapp.livekit.api-secret", () -> LiveKitTwin.SECRET);
  }

  @TestFactory
  Stream<DynamicTest> aPathOpensToKeysWithItsScopeAlone(@LocalServerPort int port) {
    return RouteScan.of(DescribedRoute.Owner.LIVEKIT, "http://127.0.0.1:" + port);
  }

  @Test
  void everyPathOfThisServiceIsDescribed(@Autowired ApplicationContext service) {
    RouteScan.assertDescribed(service);
  }

  @Test
  void aTokenIsAChatSeatInOneRoomForTenMinutes() {
    Map<?, ?> answer =
        ask("""
                {"room_name":"whatsapp_491","participant_identity":"eve","participant_name":"Eve",
                 "participant_metadata":"m","participant_attributes":{"a":"b"},"room_config":{"metadata":"mine"}}""")
            .expectStatus()
            .isCreated()
            .expectBody(Map.class)
            .returnResult()
            .getResponseBody();

    assertThat(answer).isNotNull().hasSize(2);
    assertThat(answer.get("server_url")).isEqualTo("wss://livekit.example.com");
    DecodedJWT token = verified(String.valueOf(answer.get("participant_token")));
    assertThat(token.getSubject()).isEqualTo("eve");
    assertThat(token.getClaim("name").asString()).isEqualTo("Eve");
    assertThat(token.getClaim("metadata").asString()).isEqualTo("m");
    assertThat(token.getClaim("attributes").asMap()).containsEntry("a", "b");
    assertThat(token.getClaim("video").asMap())
        .containsEntry("roomJoin", true)
        .containsEntry("room", "whatsapp_491")
        .containsEntry("canSubscribe", true)
        .containsEntry("canPublish", false)
        .containsEntry("canPublishData", true)
        .hasSize(5);
    assertThat(String.valueOf(token.getClaim("roomConfig").asMap().get("metadata")))
        .contains("\"title\":\"WhatsApp: +491\"");
    assertThat(Duration.between(token.getNotBeforeAsInstant(), token.getExpiresAtAsInstant()))
        .isBetween(Duration.ofMinutes(10), Duration.ofMinutes(11));
    assertThat(token.getNotBeforeAsInstant()).isBefore(Instant.now());
    assertThat(TWIN.calls()).contains("CreateRoom");
  }

  @Test
  void tokensForRoomsThatTakeTheirTimeHideNoMessageInOthers(@Autowired RoomPublisher publisher) {
    TWIN.join("whatsapp_4984");
    TWIN.takesForANewRoom(Duration.ofSeconds(3));
    for (String room : List.of("whatsapp_4981", "whatsapp_4982", "whatsapp_4983")) {
      ask("{\"room_name\":\"" + room + "\"}").expectStatus().isCreated();
    }
    TWIN.takesForANewRoom(Duration.ZERO);

    Packet packet = Packet.again("test", "shown".getBytes(UTF_8));
    publisher.publish(new RoomRecord("whatsapp_4984"), List.of(packet)).block();

    assertThat(TWIN.sent())
        .extracting(sent -> sent.getData().toStringUtf8())
        .containsOnlyOnce("shown");
  }

  @Test
  void withoutAnIdentityEveryoneIsSomeoneElse() {
    assertThat(identity()).isNotBlank().isNotEqualTo(identity());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"room_name\":\"lobby\"}",
        "{\"room_name\":\"whatsapp_\"}",
        "{\"room_name\":\"whatsapp_1\\n\"}"
      })
  void aRoomThatIsNotOursIsRefused(String body) {
    ask(body)
        .expectStatus()
        .isEqualTo(422)
        .expectHeader()
        .contentType(MediaType.APPLICATION_PROBLEM_JSON);
  }

  @ParameterizedTest
  @CsvSource({"participant_identity, 256", "participant_name, 256", "participant_metadata, 65536"})
  void whatLiveKitWouldNotLetInIsRefusedByItsName(String member, int bytes) {
    String longest = "é".repeat(bytes / 2);
    String body = "{\"room_name\":\"whatsapp_491\",\"%s\":\"%s\"}";

    ask(body.formatted(member, longest)).expectStatus().isCreated();
    assertRefused(ask(body.formatted(member, longest + "e")), member);
  }

  @Test
  void attributesThatLiveKitWouldNotLetInAreRefusedByTheirName() {
    String longest = "é".repeat(16_383);
    String body =
        "{\"room_name\":\"whatsapp_491\",\"participant_attributes\":{\"a1\":\"%s\",\"a2\":\"%s\"}}";

    ask(body.formatted(longest, longest)).expectStatus().isCreated();
    assertRefused(ask(body.formatted(longest, longest + "e")), "participant_attributes");
  }

  private static void assertRefused(WebTestClient.ResponseSpec answer, String member) {
    answer
        .expectStatus()
        .isEqualTo(422)
        .expectBody()
        .jsonPath("$.member")
        .isEqualTo(member)
        .jsonPath("$.detail")
        .value(detail -> assertThat(String.valueOf(detail)).contains(member));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"room_na",
        "x",
        "[]",
        "null",
        "{\"room_name\":\"whatsapp_1\",\"participant_attributes\":\"x\"}"
      })
  void whatIsNoRequestIsToldWhatOneIs(String body) {
    ask(body)
        .expectStatus()
        .isBadRequest()
        .expectBody()
        .jsonPath("$.detail")
        .value(detail -> assertThat(String.valueOf(detail)).contains("room_name"));
  }

  @Test
  void withoutAKeyThereIsNoToken() {
    client
        .post()
        .uri("/livekit/token")
        .contentType(MediaType.APPLICATION_JSON)
        .bodyValue("{\"room_name\":\"whatsapp_491\"}")
        .exchange()
        .expectStatus()
        .isUnauthorized();
  }

  @Test
  void aTokenIsNoKey() {
    String token = String.valueOf(mint("whatsapp_491").get("participant_token"));
    client
        .post()
        .uri("/livekit/token")
        .header("Authorization", "Bearer " + token)
        .contentType(MediaType.APPLICATION_JSON)
        .bodyValue("{\"room_name\":\"whatsapp_492\"}")
        .exchange()
        .expectStatus()
        .isForbidden();
  }

  @Test
  void aRoomThatStartedBareIsGivenItsMetadata() {
    report(
            "{\"event\": \"room_started\", \"id\": \"EV_1\", \"room\": {\"name\": \"whatsapp_4977\", \"turnPassword\": \"x\"}}",
            Instant.now())
        .expectStatus()
        .isOk();

    await()
        .untilAsserted(
            () -> assertThat(TWIN.metadata("whatsapp_4977")).contains("WhatsApp: +4977"));
  }

  @Test
  void aReportFromAClockFiveSecondsAheadCounts() {
    report(
            "{\"event\": \"room_finished\", \"id\": \"EV_2\", \"room\": {\"name\": \"whatsapp_4978\"}}",
            Instant.now().plusSeconds(5))
        .expectStatus()
        .isOk();
  }

  @Test
  void aForgedReportIsRefused() {
    client
        .post()
        .uri("/livekit/webhook")
        .header(
            "Authorization",
            Reports.sign(
                LiveKitTwin.KEY, "not" + LiveKitTwin.SECRET, "{}".getBytes(UTF_8), Instant.now()))
        .contentType(MediaType.parseMediaType("application/webhook+json"))
        .bodyValue("{}".getBytes(UTF_8))
        .exchange()
        .expectStatus()
        .isUnauthorized()
        .expectHeader()
        .contentType(MediaType.APPLICATION_PROBLEM_JSON);
  }

  @Test
  void aReportOfAnotherAppsRoomIsTakenAndLeftAlone() {
    report(
            "{\"event\": \"room_started\", \"id\": \"EV_3\", \"room\": {\"name\": \"lobby\"}}",
            Instant.now())
        .expectStatus()
        .isOk();
    assertThat(TWIN.metadata("lobby")).isEmpty();
  }

  private WebTestClient.ResponseSpec report(String body, Instant sent) {
    byte[] bytes = body.getBytes(UTF_8);
    return client
        .post()
        .uri("/livekit/webhook")
        .header("Authorization", Reports.sign(LiveKitTwin.KEY, LiveKitTwin.SECRET, bytes, sent))
        .contentType(MediaType.parseMediaType("application/webhook+json"))
        .bodyValue(bytes)
        .exchange();
  }

  private String identity() {
    return verified(String.valueOf(mint("whatsapp_491").get("participant_token"))).getSubject();
  }

  private Map<?, ?> mint(String room) {
    Map<?, ?> answer =
        ask("{\"room_name\":\"" + room + "\"}")
            .expectBody(Map.class)
            .returnResult()
            .getResponseBody();
    assertThat(answer).isNotNull();
    return answer;
  }

  private WebTestClient.ResponseSpec ask(String body) {
    return client
        .post()
        .uri("/livekit/token")
        .header("Authorization", "Bearer " + Bridge.API_KEY)
        .contentType(MediaType.APPLICATION_JSON)
        .bodyValue(body)
        .exchange();
  }

  private static DecodedJWT verified(String token) {
    return JWT.require(Algorithm.HMAC256(LiveKitTwin.SECRET))
        .withIssuer(LiveKitTwin.KEY)
        .build()
        .verify(token);
  }
}

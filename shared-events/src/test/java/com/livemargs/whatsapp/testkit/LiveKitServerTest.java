package com.livemargs.whatsapp.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class LiveKitServerTest {

  @Test
  void aRestartedServerAnswersOnTheSamePort() throws Exception {
    try (LiveKitServer server = RealParts.assume(LiveKitServer.start(), "livekit-server");
        HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest health = HttpRequest.newBuilder(URI.create(server.http())).build();

      server.stop();
      server.restart();

      await()
          .untilAsserted(
              () ->
                  assertThat(client.send(health, BodyHandlers.ofString()).statusCode())
                      .isEqualTo(200));
    }
  }

  @Test
  void oneParticipantHearsWhatAnotherSays() {
    LiveKitServer server = RealParts.liveKit();
    try (Participant ana = Participant.join(server, "room", "ana");
        Participant ben = Participant.join(server, "room", "ben", "--say", "hello")) {
      assertThat(ana.next(Duration.ofSeconds(10)).path("text").asString()).isEqualTo("hello");
      assertThat(ben.poll(Duration.ZERO)).isEmpty();
    }
  }

  @Test
  void aReadyTokenOpensTheRoomItNames() {
    LiveKitServer server = RealParts.liveKit();
    String token = token("eve", "tokens");
    try (Participant eve = Participant.joinWithToken(server, "tokens", "eve", token);
        Participant ana = Participant.join(server, "tokens", "ana", "--say", "hello")) {
      assertThat(eve.next(Duration.ofSeconds(10)).path("from").asString()).isEqualTo("ana");
      assertThat(ana.poll(Duration.ZERO)).isEmpty();
    }
  }

  private static String token(String identity, String room) {
    long now = Instant.now().getEpochSecond();
    String claims =
        """
        {"iss":"%s","sub":"%s","nbf":%d,"exp":%d,"video":{"roomJoin":true,"room":"%s"}}
        """
            .formatted(LiveKitServer.KEY, identity, now - 5, now + 600, room);
    String signed =
        base64("{\"alg\":\"HS256\",\"typ\":\"JWT\"}".getBytes(UTF_8))
            + "."
            + base64(claims.getBytes(UTF_8));
    String hex = SignedWebhook.sign(LiveKitServer.SECRET, signed).substring("sha256=".length());
    return signed + "." + base64(HexFormat.of().parseHex(hex));
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  @Test
  void theServerReportsItsRooms() throws IOException {
    List<String> reports = new CopyOnWriteArrayList<>();
    HttpServer receiver = receiver(reports);
    String url = "http://127.0.0.1:" + receiver.getAddress().getPort() + "/hook";
    try (LiveKitServer server = RealParts.assume(LiveKitServer.webhookTo(url), "livekit-server");
        Participant ana = Participant.join(server, "reported", "ana")) {
      await()
          .untilAsserted(
              () -> assertThat(reports).anyMatch(report -> report.contains("participant_joined")));
      assertThat(ana.poll(Duration.ZERO)).isEmpty();
    } finally {
      receiver.stop(0);
    }
  }

  private static HttpServer receiver(List<String> reports) throws IOException {
    HttpServer receiver =
        HttpServer.create(new InetSocketAddress("127.0.0.1", Machine.freePort()), 0);
    receiver.createContext(
        "/hook",
        exchange -> {
          reports.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    receiver.start();
    return receiver;
  }
}

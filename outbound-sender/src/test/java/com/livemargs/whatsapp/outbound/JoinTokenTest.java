package com.livemargs.whatsapp.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import com.livemargs.whatsapp.events.outbound.SendResult;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class JoinTokenTest extends OutboundTest {

  private static String token(String room, Map<String, Boolean> rights, Instant expires) {
    Map<String, Object> video = new HashMap<>(Map.of("roomJoin", true, "room", room));
    video.putAll(rights);
    return JWT.create()
        .withIssuer(LIVEKIT_KEY)
        .withSubject("agent-7")
        .withClaim("name", "Mei")
        .withClaim("video", video)
        .withExpiresAt(expires)
        .sign(Algorithm.HMAC256(LIVEKIT_SECRET));
  }

  private static String token(String room) {
    return token(room, Map.of(), soon());
  }

  private static Instant soon() {
    return Instant.now().plusSeconds(600);
  }

  private static String inRoom(String room) {
    return "{\"roomName\":\"%s\",\"text\":\"x\"}".formatted(room);
  }

  @Test
  void participantAnswersTheCustomerOfTheRoomUnderTheirName() {
    String phone = newPhone();
    String room = "whatsapp_" + phone;

    JsonNode answer = json(send(inRoom(room), token(room)), 200);

    assertThat(GRAPH.callsTo("+" + phone)).hasSize(1);
    SendResult told = awaitResults(answer.path("messageId").asString(), 2).getLast();
    assertThat(told.sender()).isEqualTo("Mei");
    assertThat(told.roomName()).isEqualTo(room);
  }

  @Test
  void otherRoomsAndOtherRecipientsAreForbidden() {
    String phone = newPhone();
    String own = "whatsapp_" + newPhone();

    json(send(inRoom("whatsapp_" + phone), token(own)), 403);
    json(send(text(phone, "x"), token(own)), 403);
    json(send(text(phone, "x"), token("whatsapp_" + phone)), 403);

    assertThat(GRAPH.callsTo("+" + phone)).isEmpty();
  }

  @Test
  void onlookersAndExpiredTokensSendNothing() {
    String phone = newPhone();
    String room = "whatsapp_" + phone;

    json(send(inRoom(room), token(room, Map.of("canPublishData", false), soon())), 403);
    // LiveKit's rule: what says nothing of data says of data what it says of sound and pictures.
    json(send(inRoom(room), token(room, Map.of("canPublish", false), soon())), 403);
    json(
        send(
            inRoom(room), token(room, Map.of("canPublish", true, "canPublishData", false), soon())),
        403);
    JsonNode expired =
        json(send(inRoom(room), token(room, Map.of(), Instant.now().minusSeconds(90))), 401);

    assertThat(expired.path("detail").asString()).contains("expired", "POST /livekit/token");
    assertThat(GRAPH.callsTo("+" + phone)).isEmpty();
  }

  @Test
  void aSeatForChatAloneSends() {
    String phone = newPhone();
    String room = "whatsapp_" + phone;

    json(
        send(
            inRoom(room), token(room, Map.of("canPublish", false, "canPublishData", true), soon())),
        200);

    assertThat(GRAPH.callsTo("+" + phone)).hasSize(1);
  }

  @Test
  void participantDoesNotSeeTheList() {
    http()
        .get()
        .uri("/whatsapp/outbound?state=unknown")
        .header("Authorization", "Bearer " + token("whatsapp_1"))
        .exchange()
        .expectStatus()
        .isForbidden();
  }
}

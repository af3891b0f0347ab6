package com.livemargs.whatsapp.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.livemargs.whatsapp.testkit.Participant;
import com.livemargs.whatsapp.testkit.RealParts;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A person in a real LiveKit room sees what the customer writes and answers from there. */
class RoomIT {

  private static Running system;

  private final String digits =
      "49152" + ThreadLocalRandom.current().nextInt(10_000_000, 99_999_999);
  private final String room = "whatsapp_" + digits;

  @BeforeAll
  static void start() {
    RealParts.liveKit();
    system = Running.shared();
  }

  @Test
  void aParticipantSeesTheCustomerAndAnswersWithTheJoinToken() throws Exception {
    String earlier =
        system.customerSends(
            Map.of("phone", "+" + digits, "name", "Ana", "text", "before anybody came"));
    await().until(() -> system.message(digits, earlier).isObject());
    JsonNode token =
        system
            .post(
                "/livekit/token",
                system.house.apiKey(),
                Map.of(
                    "room_name", room, "participant_identity", "desk-1", "participant_name", "Kim"),
                Map.of())
            .json();
    String join = token.path("participant_token").asString();
    try (Participant kim = Participant.joinWithToken(token.path("server_url").asString(), join)) {
      assertThat(heard(kim, "lk-chat-topic", "before anybody came")).isNotNull();

      system.customerSends(Map.of("phone", "+" + digits, "name", "Ana", "text", "live now"));
      assertThat(heard(kim, "lk-chat-topic", "live now")).isNotNull();

      Map<String, String> message = Map.of("roomName", room, "text", "from the room");
      Map<String, String> key = Map.of("Idempotency-Key", room);
      Running.Answer answer =
          await()
              .until(
                  () -> system.post("/whatsapp/send", join, message, key),
                  it -> it.status() != 202);
      assertThat(answer.status()).isEqualTo(200);
      assertThat(heard(kim, "whatsapp.event.v1", "from the room")).isNotNull();
      String wamid = answer.json().path("whatsappMessageId").asString();
      await()
          .untilAsserted(
              () ->
                  assertThat(system.message(digits, wamid).path("sender").asString(""))
                      .isEqualTo("Kim"));
      assertThat(
              system
                  .post(
                      "/whatsapp/send",
                      join,
                      Map.of("roomName", "whatsapp_1", "text", "x"),
                      Map.of())
                  .status())
          .isEqualTo(403);
    }
  }

  private static String heard(Participant participant, String topic, String text) throws Exception {
    for (int i = 0; i < 40; i++) {
      JsonNode line = participant.next(Duration.ofSeconds(60));
      if (line.path("topic").asString("").equals(topic)
          && line.path("text").asString("").contains(text)) {
        return line.path("text").asString();
      }
    }
    return null;
  }
}

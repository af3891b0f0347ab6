package com.livemargs.whatsapp.processes;

import static com.livemargs.whatsapp.testkit.Program.LIVEKIT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.livemargs.whatsapp.testkit.LiveKitServer;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Five processes that know of each other only what their environment says. */
class ServicesTogetherIT {

  private static Deployment deployment;

  @BeforeAll
  static void start() {
    deployment = Deployment.shared();
  }

  @Test
  void customersTextIsInBothStoresAndInTheConversation() {
    deployment.customersWrite(
        List.of(Map.of("phone", "+4915550100001", "text", "together: hello")));

    soon()
        .untilAsserted(
            () -> {
              for (String table : List.of("whatsapp_messages", "chat_messages")) {
                assertThat(deployment.stores().postgresTexts(table, "together: hello")).hasSize(1);
                assertThat(deployment.stores().mongoTexts(table, "together: hello")).hasSize(1);
              }
            });
    assertThat(deployment.conversation("+4915550100001"))
        .extracting(message -> message.path("text").asString())
        .containsExactly("together: hello");
  }

  @Test
  void answerReachesMetaOnceAndItsStatusesComeHome() {
    String phone = "+4915550100002";
    JsonNode answer = deployment.sent("together-1", phone, "together: hi");
    assertThat(answer.path("success").asBoolean()).isTrue();

    String wamid = answer.path("whatsappMessageId").asString();
    soon()
        .untilAsserted(
            () ->
                assertThat(deployment.stores().message(wamid))
                    .containsEntry("direction", "outgoing")
                    .containsEntry("status", "read")
                    .containsEntry("room_name", "whatsapp_4915550100002"));
    assertThat(deployment.acceptedTexts("together: hi")).hasSize(1);
    assertThat(deployment.conversation(phone))
        .extracting(message -> message.path("messageId").asString())
        .containsExactly(answer.path("messageId").asString());
  }

  @Test
  void customersFileIsFetchedAndServedAsItWas() {
    byte[] bytes = "%PDF-1.4\nan invoice of these tests\n".getBytes(UTF_8);
    var file =
        Map.of(
            "base64", Base64.getEncoder().encodeToString(bytes),
            "mimeType", "application/pdf",
            "fileName", "invoice.pdf");
    String wamid =
        deployment
            .customersWrite(List.of(Map.of("phone", "+4915550100003", "file", file)))
            .getFirst();

    soon()
        .untilAsserted(
            () ->
                assertThat(deployment.stores().message(wamid))
                    .containsEntry("media_status", "stored"));
    var url =
        Objects.requireNonNull(deployment.stores().message(wamid).get("media_url")).toString();
    Web.Answer served = deployment.file(url);
    assertThat(served.status()).isEqualTo(200);
    assertThat(served.body()).isEqualTo(bytes);
  }

  @Test
  void bridgeGivesJoinTokensOrSaysThatThereIsNoLiveKit() {
    Web.Answer answer =
        Web.post(
            deployment.first(LIVEKIT).url("/livekit/token"),
            Map.of("room_name", "whatsapp_4915550100001", "participant_identity", "agent"),
            "Authorization",
            "Bearer " + Servers.API_KEY);

    if (LiveKitServer.find().isPresent()) {
      assertThat(answer.json().path("participant_token").asString()).isNotBlank();
    } else {
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.json().path("detail").asString()).contains("LIVEKIT_URL");
    }
  }

  private static ConditionFactory soon() {
    return await().pollInterval(Duration.ofMillis(200));
  }
}

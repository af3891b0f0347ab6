package com.livemargs.whatsapp.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What we send, over HTTP and by topic, and what its statuses make of it. */
class OutboundIT extends EndToEnd {

  @Test
  void anAnswerGoesOutOnceAndItsStatusesComeHome() {
    Map<String, String> key = Map.of("Idempotency-Key", "key-" + phone);
    Running.Answer first =
        system.sent(Map.of("phoneNumber", phone, "text", "Hello"), "key-" + phone);
    Running.Answer again = system.send(Map.of("phoneNumber", phone, "text", "Hello"), key);

    assertThat(first.status()).isEqualTo(200);
    assertThat(first.json().path("success").asBoolean()).isTrue();
    assertThat(again.json()).isEqualTo(first.json());
    assertThat(system.send(Map.of("phoneNumber", phone, "text", "Other"), key).status())
        .isIn(409, 422);
    String wamid = first.json().path("whatsappMessageId").asString();
    assertThat(accepted(wamid)).hasSize(1);
    eventually(
        () ->
            assertThat(system.message(phone, wamid).path("status").asString("")).isEqualTo("read"));
    JsonNode message = system.message(phone, wamid);
    assertThat(message.path("messageId")).isEqualTo(first.json().path("messageId"));
    assertThat(message.path("direction").asString()).isEqualTo("outgoing");
    eventually(
        () ->
            assertThat(
                    system.mongo(
                        "whatsappMessages",
                        new Document("whatsappMessageId", wamid).append("status", "read")))
                .hasSize(1));
  }

  @Test
  void aServiceSendsThroughTheTopicOncePerRequest() {
    String request = "request-" + phone;
    String command =
        Running.MAPPER.writeValueAsString(
            Map.of(
                "type",
                "send-message",
                "requestId",
                request,
                "phoneNumber",
                phone,
                "text",
                "from a service"));
    system.publish("whatsapp.outbound", phone, command);
    system.publish("whatsapp.outbound", phone, command);

    eventually(
        () ->
            assertThat(system.conversation(phone))
                .hasSize(1)
                .allSatisfy(m -> assertThat(m.path("status").asString()).isEqualTo("read")));
    assertThat(accepted(system.conversation(phone).getFirst().path("whatsappMessageId").asString()))
        .hasSize(1);
  }

  @Test
  void shuffledStatusesEndInTheSameState() {
    String wamid =
        system
            .sent(Map.of("phoneNumber", phone, "text", "shuffle"), "shuffle-" + phone)
            .json()
            .path("whatsappMessageId")
            .asString();
    List<String> statuses =
        new ArrayList<>(List.of("sent", "delivered", "read", "delivered", "sent"));
    Collections.shuffle(statuses, new Random(7));
    for (String status : statuses) {
      assertThat(system.postWebhook(statusBody(wamid, status))).isEqualTo(200);
    }

    eventually(
        () ->
            assertThat(system.message(phone, wamid).path("status").asString("")).isEqualTo("read"));
  }

  @Test
  void aReplyToACustomerWithoutPhoneGoesToTheirId() {
    String id = "DE." + ThreadLocalRandom.current().nextLong(1_000_000_000L, Long.MAX_VALUE);
    Running.Answer sent = system.sent(Map.of("customerId", id, "text", "to an id"), "key-" + id);

    assertThat(sent.status()).isEqualTo(200);
    JsonNode send = accepted(sent.json().path("whatsappMessageId").asString()).getFirst();
    assertThat(send.path("recipient").asString()).isEqualTo(id);
    eventually(() -> assertThat(system.conversation(id)).hasSize(1));
  }

  private static byte[] statusBody(String wamid, String status) {
    Map<String, Object> value =
        Map.of(
            "messaging_product", "whatsapp",
            "metadata", Map.of("display_phone_number", "1", "phone_number_id", "1"),
            "statuses",
                List.of(
                    Map.of(
                        "id",
                        wamid,
                        "status",
                        status,
                        "timestamp",
                        "1780300900",
                        "recipient_id",
                        "4915")));
    Map<String, Object> entry =
        Map.of("id", "1", "changes", List.of(Map.of("field", "messages", "value", value)));
    return Running.MAPPER.writeValueAsBytes(
        Map.of("object", "whatsapp_business_account", "entry", List.of(entry)));
  }

  private static List<JsonNode> accepted(String wamid) {
    String path =
        "/simulator/ledger/sends?wamid=" + URLEncoder.encode(wamid, StandardCharsets.UTF_8);
    List<JsonNode> accepted = new ArrayList<>();
    system.simulator("GET", path, Map.of()).json().path("items").forEach(accepted::add);
    return accepted;
  }
}

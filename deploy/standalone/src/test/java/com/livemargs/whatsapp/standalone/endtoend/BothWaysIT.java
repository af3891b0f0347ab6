package com.livemargs.whatsapp.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.awaitility.core.ThrowingRunnable;
import org.bson.Document;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class BothWaysIT {

  private static final byte[] PNG =
      Base64.getDecoder()
          .decode(
              "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");
  private static Running system;

  private final String phone =
      "+49151" + ThreadLocalRandom.current().nextInt(10_000_000, 99_999_999);

  @BeforeAll
  static void start() {
    system = Running.shared();
  }

  @Test
  void aCustomersTextIsInBothStoresOnceAndReadable() {
    String wamid = system.customerSends(Map.of("phone", phone, "name", "Ana", "text", "Grüße 🎉"));

    eventually(
        () ->
            assertThat(system.message(phone, wamid).path("text").asString(""))
                .isEqualTo("Grüße 🎉"));
    JsonNode message = system.message(phone, wamid);
    assertThat(message.path("roomName").asString()).isEqualTo("whatsapp_" + phone.substring(1));
    assertThat(message.path("direction").asString()).isEqualTo("incoming");
    assertThat(message.path("status").asString()).isEqualTo("delivered");
    assertThat(message.path("timestamp").isIntegralNumber()).isTrue();
    assertThat(
            system.postgres(
                "select * from chat_messages where message_id = ?::uuid",
                message.path("messageId").asString()))
        .hasSize(1);
    eventually(
        () ->
            assertThat(system.mongo("whatsappMessages", new Document("whatsappMessageId", wamid)))
                .hasSize(1));
    eventually(
        () ->
            assertThat(
                    system.mongo(
                        "chatMessages",
                        new Document("roomName", message.path("roomName").asString())))
                .hasSize(1));
  }

  @ParameterizedTest
  @CsvSource({
    "image, image/png, photo.png",
    "video, video/mp4, clip.mp4",
    "audio, audio/mpeg, song.mp3",
    "document, application/pdf, invoice.pdf",
    "sticker, image/webp, sticker.webp"
  })
  void aCustomersFileIsFetchedCheckedAndServed(String type, String mimeType, String fileName) {
    byte[] bytes = file(type);
    Map<String, Object> file = Map.of("base64", bytes, "mimeType", mimeType, "fileName", fileName);
    String wamid = system.customerSends(Map.of("phone", phone, "type", type, "file", file));

    eventually(
        () ->
            assertThat(system.message(phone, wamid).path("mediaStatus").asString(""))
                .isEqualTo("stored"));
    JsonNode message = system.message(phone, wamid);
    assertThat(message.path("mediaType").asString()).isEqualTo(type);
    assertThat(message.path("fileSize").asLong()).isEqualTo(bytes.length);
    Running.Answer served = system.get(message.path("mediaUrl").asString(), system.house.apiKey());
    assertThat(served.status()).isEqualTo(200);
    assertThat(served.body()).isEqualTo(bytes);
    assertThat(served.headers().get("x-content-type-options")).containsExactly("nosniff");
    assertThat(system.get(message.path("mediaUrl").asString(), null).status()).isEqualTo(401);
    eventually(
        () ->
            assertThat(
                    system.mongo(
                        "whatsappMessages",
                        new Document("whatsappMessageId", wamid).append("mediaStatus", "stored")))
                .hasSize(1));
  }

  @Test
  void aCustomerWithoutPhoneHasAConversationAndKeepsItWhenThePhoneIsShown() {
    String id = "DE." + ThreadLocalRandom.current().nextLong(1_000_000_000L, Long.MAX_VALUE);
    String first =
        system.customerSends(
            Map.of("userId", id, "username", "@ana", "name", "Ana", "text", "no phone"));
    eventually(
        () ->
            assertThat(system.message(id, first).path("roomName").asString(""))
                .isEqualTo("whatsapp_" + id));

    String both = system.customerSends(Map.of("userId", id, "phone", phone, "text", "both"));
    eventually(
        () ->
            assertThat(system.message(id, both).path("roomName").asString(""))
                .isEqualTo("whatsapp_" + phone.substring(1)));
    String later = system.customerSends(Map.of("userId", id, "text", "id again"));
    eventually(
        () ->
            assertThat(system.message(phone, later).path("roomName").asString(""))
                .isEqualTo("whatsapp_" + phone.substring(1)));

    assertThat(system.conversation(phone))
        .extracting(m -> m.path("whatsappMessageId").asString())
        .containsExactlyInAnyOrder(first, both, later);
    assertThat(system.conversation(id)).hasSize(3);
  }

  @Test
  void aReplyToACustomerWithoutPhoneGoesToTheirId() {
    String id = "DE." + ThreadLocalRandom.current().nextLong(1_000_000_000L, Long.MAX_VALUE);
    Running.Answer sent = system.send(Map.of("customerId", id, "text", "to an id"), Map.of());

    assertThat(sent.status()).isEqualTo(200);
    JsonNode send = accepted(sent.json().path("whatsappMessageId").asString()).getFirst();
    assertThat(send.path("recipient").asString()).isEqualTo(id);
    eventually(() -> assertThat(system.conversation(id)).hasSize(1));
  }

  @Test
  void whatMetaDeliversThreeTimesIsThereOnce() {
    String wamid = system.customerSends(Map.of("phone", phone, "text", "thrice", "copies", 3));
    String after = system.customerSends(Map.of("phone", phone, "text", "after"));

    eventually(() -> assertThat(system.message(phone, after).isMissingNode()).isFalse());
    assertThat(system.conversation(phone)).hasSize(2);
    eventually(
        () ->
            assertThat(system.mongo("whatsappMessages", new Document("whatsappMessageId", wamid)))
                .hasSize(1));
  }

  @Test
  void everyMessageOfABatchIsStoredUnderItsOwnCustomer() {
    List<Map<String, String>> batch =
        IntStream.range(0, 40)
            .mapToObj(i -> Map.of("phone", phone + i % 4, "text", "n" + i))
            .toList();
    system.simulator("POST", "/simulator/customers/batch?wait=true", batch);

    for (int customer = 0; customer < 4; customer++) {
      String who = phone + customer;
      int rest = customer;
      eventually(
          () ->
              assertThat(system.conversation(who))
                  .hasSize(10)
                  .allSatisfy(
                      m ->
                          assertThat(Integer.parseInt(m.path("text").asString().substring(1)) % 4)
                              .isEqualTo(rest)));
    }
  }

  @Test
  void anAnswerGoesOutOnceAndItsStatusesComeHome() {
    Map<String, String> key = Map.of("Idempotency-Key", "key-" + phone);
    Running.Answer first = system.send(Map.of("phoneNumber", phone, "text", "Hello"), key);
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
            .send(Map.of("phoneNumber", phone, "text", "shuffle"), Map.of())
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
  void aReactionAnEditAndARevokeChangeWhatIsShown() {
    String wamid = system.customerSends(Map.of("phone", phone, "text", "first"));
    system.customerSends(
        Map.of(
            "phone",
            phone,
            "message",
            Map.of("type", "reaction", "reaction", Map.of("message_id", wamid, "emoji", "👍"))));
    system.customerSends(
        Map.of(
            "phone",
            phone,
            "message",
            Map.of(
                "type",
                "edit",
                "edit",
                Map.of(
                    "original_message_id",
                    wamid,
                    "message",
                    Map.of("type", "text", "text", Map.of("body", "second"))))));
    eventually(
        () ->
            assertThat(system.message(phone, wamid).path("text").asString("")).isEqualTo("second"));
    assertThat(system.message(phone, wamid).at("/reactions/0/emoji").asString("")).isEqualTo("👍");

    system.customerSends(
        Map.of(
            "phone",
            phone,
            "message",
            Map.of("type", "revoke", "revoke", Map.of("original_message_id", wamid))));
    eventually(() -> assertThat(system.message(phone, wamid).has("revokedAt")).isTrue());
    assertThat(system.message(phone, wamid).path("text").isNull()).isTrue();
    assertThat(
            system
                .postgres("select text from whatsapp_messages where whatsapp_message_id = ?", wamid)
                .getFirst())
        .containsEntry("text", "first");
  }

  @Test
  void aForgedWebhookIsRefusedAndLeavesNothing() {
    long before = system.topicSize("whatsapp.quarantine");
    Running.Answer answer =
        system.simulator(
            "POST",
            "/simulator/webhooks?signature=forged&redeliver=false&wait=true",
            Map.of("object", "whatsapp_business_account"));

    assertThat(answer.json().at("/answers/0").asInt()).isEqualTo(401);
    assertThat(system.topicSize("whatsapp.quarantine")).isEqualTo(before);
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

  private static byte[] file(String type) {
    String text =
        switch (type) {
          case "document" ->
              "%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n" + type;
          case "audio" -> "ID3\u0003\u0000\u0000\u0000\u0000\u0000\n" + "x".repeat(64);
          case "video" ->
              "\u0000\u0000\u0000\u0018ftypmp42\u0000\u0000\u0000\u0000mp42isom" + "x".repeat(64);
          case "sticker" -> "RIFF\u0040\u0000\u0000\u0000WEBPVP8 " + "x".repeat(64);
          default -> "";
        };
    return type.equals("image") ? PNG : text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static void eventually(ThrowingRunnable claim) {
    await().atMost(Duration.ofSeconds(30)).ignoreExceptions().untilAsserted(claim);
  }
}

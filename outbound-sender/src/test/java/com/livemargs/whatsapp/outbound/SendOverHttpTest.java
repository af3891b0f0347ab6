package com.livemargs.whatsapp.outbound;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.livemargs.whatsapp.events.outbound.SendOutcome;
import com.livemargs.whatsapp.events.outbound.SendResult;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.MediaType;
import tools.jackson.databind.JsonNode;

class SendOverHttpTest extends OutboundTest {

  @Test
  void acceptedTextIsAnsweredWithItsWamidAndToldTwice() {
    String phone = newPhone();

    JsonNode answer = json(send(text(phone, "Hello")), 200);

    String messageId = answer.path("messageId").asString();
    assertThat(answer.path("success").asBoolean()).isTrue();
    assertThat(answer.path("whatsappMessageId").asString()).isEqualTo(FakeGraph.wamid(messageId));
    assertThat(answer.path("roomName").asString()).isEqualTo("whatsapp_" + phone);
    assertThat(answer.propertyNames())
        .containsExactly("success", "messageId", "whatsappMessageId", "roomName");
    List<SendResult> results = awaitResults(messageId, 2);
    assertThat(results)
        .extracting(SendResult::type)
        .containsExactly(SendOutcome.PENDING, SendOutcome.SENT);
    assertThat(results)
        .extracting(SendResult::timestamp)
        .containsOnly(results.getFirst().timestamp());
    assertThat(results.getLast().whatsappMessageId()).isEqualTo(FakeGraph.wamid(messageId));
    assertThat(results.getLast().text()).isEqualTo("Hello");
  }

  @Test
  void whoAcceptsNoJsonIsAnsweredInItAllTheSame() {
    String phone = newPhone();

    http()
        .post()
        .uri("/whatsapp/send")
        .header("X-API-Key", API_KEY)
        .header("Accept", "text/html")
        .bodyValue(text(phone, "x").getBytes(UTF_8))
        .exchange()
        .expectStatus()
        .isOk()
        .expectHeader()
        .contentType(MediaType.APPLICATION_JSON);
    assertThat(GRAPH.callsTo("+" + phone)).hasSize(1);
  }

  @Test
  void metaIsAskedInItsOwnWords() {
    String phone = newPhone();
    String body =
        "{\"phoneNumber\":\"%s\",\"text\":\"Hi\",\"replyTo\":\"wamid.QUOTED\",\"phoneNumberId\":\"77\"}";

    JsonNode answer = json(send(body.formatted(phone)), 200);

    FakeGraph.Call call = GRAPH.callsTo("+" + phone).getFirst();
    assertThat(call.path()).isEqualTo("/v26.0/77/messages");
    assertThat(call.headers()).containsEntry("authorization", "Bearer EAAtoken");
    assertThat(call.body().toString())
        .isEqualTo(
            """
            {"messaging_product":"whatsapp","recipient_type":"individual","to":"+%s","type":"text",\
            "text":{"body":"Hi"},"context":{"message_id":"wamid.QUOTED"},"biz_opaque_callback_data":"%s"}"""
                .formatted(phone, answer.path("messageId").asString()));
  }

  @ParameterizedTest
  @CsvSource({
    "image, true, false",
    "video, true, false",
    "audio, false, false",
    "document, true, true"
  })
  void filesGoAsLinks(String type, boolean caption, boolean fileName) {
    String phone = newPhone();
    String words = caption ? ",\"caption\":\"Look\"" : "";
    String body =
        """
        {"phoneNumber":"+%s","mediaUrl":"https://example.com/a?b=c","mediaType":"%s","fileName":"a.pdf"%s}
        """;

    json(send(body.formatted(phone, type, words)), 200);

    JsonNode media = GRAPH.callsTo("+" + phone).getFirst().body().path(type);
    assertThat(media.path("link").asString()).isEqualTo("https://example.com/a?b=c");
    assertThat(media.path("caption").asString("")).isEqualTo(caption ? "Look" : "");
    assertThat(media.path("filename").asString("")).isEqualTo(fileName ? "a.pdf" : "");
  }

  @Test
  void bodyOfTheGuideIsAnImageWithItsCaption() {
    String phone = newPhone();

    json(
        send(
            """
            {"phoneNumber":"+%s","text":"Hello from LiveMargs!","mediaUrl":"https://example.com/image.jpg",
             "mediaType":"image","fileName":"photo.jpg","caption":"Check this out!"}
            """
                .formatted(phone)),
        200);

    JsonNode sent = GRAPH.callsTo("+" + phone).getFirst().body();
    assertThat(sent.path("type").asString()).isEqualTo("image");
    assertThat(sent.path("image").path("caption").asString()).isEqualTo("Check this out!");
  }

  @Test
  void nobodySendsWithoutAKey() {
    JsonNode problem = json(send(text(newPhone(), "x"), "not-a-key-of-this-house"), 401);

    assertThat(problem.path("detail").asString()).contains("WHATSAPP_API_KEYS");
  }
}

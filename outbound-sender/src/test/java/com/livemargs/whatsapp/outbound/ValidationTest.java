package com.livemargs.whatsapp.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ValidationTest extends OutboundTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "phoneNumber | {'text':'x'}",
        "phoneNumber | {'text':'x','phoneNumber':''}",
        "phoneNumber | {'text':'x','phoneNumber':4915}",
        "phoneNumber | {'text':'x','phoneNumber':'+49 155'}",
        "phoneNumber | {'text':'x','phoneNumber':'++49155'}",
        "phoneNumber | {'text':'x','phoneNumber':'012345678901234567890'}",
        "phoneNumberId | {'text':'x','phoneNumber':'+49155','phoneNumberId':'abc'}",
        "customerId | {'text':'x','customerId':{'a':1}}",
        "roomName | {'text':'x','phoneNumber':'+49155','roomName':'whatsapp_49155'}",
        "roomName | {'text':'x','roomName':'lobby'}",
        "roomName | {'text':'x','roomName':'whatsapp_'}",
        "text | {'phoneNumber':'+49155'}",
        "text | {'phoneNumber':'+49155','text':'   '}",
        "text | {'phoneNumber':'+49155','text':'a\\u0000b'}",
        "text | {'phoneNumber':'+49155','text':'\\ud83d'}",
        "text | {'phoneNumber':'+49155','text':'x','mediaUrl':'https://a.b/c','mediaType':'audio'}",
        "caption | {'phoneNumber':'+49155','caption':'x','mediaUrl':'https://a.b/c','mediaType':'audio'}",
        "caption | {'phoneNumber':'+49155','text':'x','caption':'y'}",
        "mediaUrl | {'phoneNumber':'+49155','mediaUrl':'ftp://a.b/c','mediaType':'image'}",
        "mediaUrl | {'phoneNumber':'+49155','mediaUrl':'/c.jpg','mediaType':'image'}",
        "mediaUrl | {'phoneNumber':'+49155','mediaUrl':'https://:443/c','mediaType':'image'}",
        "mediaUrl | {'phoneNumber':'+49155','mediaUrl':'https://a b','mediaType':'image'}",
        "mediaUrl | {'phoneNumber':'+49155','text':'x','mediaType':'image'}",
        "mediaType | {'phoneNumber':'+49155','mediaUrl':'https://a.b/c'}",
        "mediaType | {'phoneNumber':'+49155','mediaUrl':'https://a.b/c','mediaType':'sticker'}",
        "body | []",
      })
  void wrongMemberIsNamed(String member, String body) {
    JsonNode problem = json(send(body.replace('\'', '"')), 422);

    assertThat(problem.path("member").asString()).isEqualTo(member);
    assertThat(problem.path("detail").asString()).contains(member);
  }

  @ParameterizedTest
  @CsvSource({"text, 4096", "caption, 1024", "fileName, 240", "mediaUrl, 2048"})
  void lengthsHaveTheirLimits(String member, int longest) {
    json(send(body(member, longest)), 200);
    JsonNode problem = json(send(body(member, longest + 1)), 422);

    assertThat(problem.path("detail").asString()).contains(member).contains("" + longest);
  }

  private static String body(String member, int length) {
    String start = member.equals("mediaUrl") ? "https://a.b/" : "";
    String value = start + "x".repeat(length - start.length());
    String file =
        switch (member) {
          case "text" -> "";
          case "mediaUrl" -> ",\"mediaType\":\"image\"";
          default -> ",\"mediaType\":\"document\",\"mediaUrl\":\"https://a.b/c\"";
        };
    return "{\"phoneNumber\":\"%s\",\"%s\":\"%s\"%s}".formatted(newPhone(), member, value, file);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"https://my_bucket.example.com/a.jpg", "https://bücher.example:8443/a.jpg"})
  void linksMayHaveNamesThatWebServersHave(String link) {
    String body = "{\"phoneNumber\":\"%s\",\"mediaUrl\":\"%s\",\"mediaType\":\"image\"}";

    json(send(body.formatted(newPhone(), link)), 200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "", "{\"text\":\"x\"} {}", "text=x"})
  void whatIsNotJsonIsRefused(String body) {
    JsonNode problem = json(send(body), 400);

    assertThat(problem.path("detail").asString()).contains("JSON");
  }

  @Test
  void bodyOver64KibibytesIsTooLarge() {
    json(send("{\"text\":\"" + "x".repeat(70_000) + "\"}"), 413);
  }

  @Test
  void unreadableIdempotencyKeyIsRefused() {
    JsonNode problem = json(sendOnce("x".repeat(256), text(newPhone(), "x")), 422);

    assertThat(problem.path("detail").asString()).contains("Idempotency-Key");
  }
}

package com.livemargs.whatsapp.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import com.livemargs.whatsapp.events.json.Json;
import com.livemargs.whatsapp.outbound.message.SendRequest;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ApiDocsTest extends OutboundTest {

  @Test
  void descriptionIsServedToEverybody() {
    byte[] body =
        http().get().uri("/v3/api-docs").exchange().expectBody().returnResult().getResponseBody();

    JsonNode served = Json.MAPPER.readTree(body);
    assertThat(served).isEqualTo(ApiDescription.DOCUMENT);
    assertThat(served.path("openapi").asString()).startsWith("3.1");
  }

  @Test
  void describedMembersOfARequestAreThoseThatAreRead() {
    // Beside a caption, text is not sent, and is kept apart.
    List<String> read =
        Arrays.stream(SendRequest.class.getRecordComponents())
            .map(c -> c.getName())
            .filter(name -> !name.equals("unsentText"))
            .toList();

    assertThat(
            ApiDescription.DOCUMENT
                .at("/components/schemas/SendRequest/properties")
                .propertyNames())
        .containsExactlyInAnyOrderElementsOf(read);
  }

  @Test
  void listOfUnknownSendsIsAsDescribed() {
    String phone = newPhone();
    GRAPH.script("+" + phone, new FakeGraph.Reply.Reset());
    json(send(text(phone, "x")), 202);

    JsonNode list =
        json(http().get().uri("/whatsapp/outbound").header("X-API-Key", API_KEY).exchange(), 200);

    assertThat(list).isNotEmpty();
    json(
        http().get().uri("/whatsapp/outbound?state=sent").header("X-API-Key", API_KEY).exchange(),
        422);
  }

  @Test
  void browsersOfOtherOriginsAreNotInvitedByDefault() {
    http()
        .options()
        .uri("/whatsapp/send")
        .header("Origin", "https://app.example.com")
        .header("Access-Control-Request-Method", "POST")
        .exchange()
        .expectHeader()
        .doesNotExist("Access-Control-Allow-Origin");
  }
}

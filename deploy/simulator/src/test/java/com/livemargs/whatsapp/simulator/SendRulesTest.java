package com.livemargs.whatsapp.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class SendRulesTest {

  private static final Map<String, String> UPLOADED =
      Map.of(
          "880177245118833", "image/jpeg",
          "880177245118834", "video/mp4",
          "880177245118835", "audio/mpeg",
          "880177245118836", "audio/ogg",
          "880177245118837", "application/pdf",
          "880177245118838", "image/webp");

  @BeforeAll
  static void whatTheSamplesReferTo() {
    UPLOADED.forEach(
        (id, type) ->
            Twin.call(
                Twin.request("/simulator/media/" + id)
                    .setHeader("Content-Type", type)
                    .PUT(BodyPublishers.ofString("bytes"))));
    for (String receipt : List.of("mark_as_read", "typing_indicator")) {
      String wamid =
          Twin.sampleJson("send." + receipt + ".request.json").at("/message_id").asString();
      Twin.post(
          "/simulator/customers/messages",
          "{\"phone\":\"+4915550118822\",\"text\":\"hi\",\"message\":{\"id\":\"" + wamid + "\"}}");
    }
  }

  @BeforeEach
  void reset() {
    Twin.reset();
  }

  static List<String> requests() throws IOException {
    Path folder = Path.of(SendRulesTest.class.getResource("/samples").getPath());
    try (var files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith("send.") && name.endsWith(".request.json"))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("requests")
  void everyDocumentedRequestIsAccepted(String name) {
    var answer = Twin.send(Twin.sampleJson(name));

    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
    assertThat(answer.body().has("messages") || answer.body().path("success").asBoolean()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          text.request                    | /messaging_product                  | -          | 100
          text.request                    | /to                                 | -          | 131008
          text.request                    | /to                                 | "hello"    | 100
          text.request                    | /to                                 | "+493055501188" | 131021
          text.request                    | /type                               | "song"     | 100
          text.request                    | /recipient_type                     | "crowd"    | 100
          text.request                    | /text                               | -          | 131008
          text.request                    | /text/body                          | -          | 131008
          text.request                    | /text/body                          | ""         | 100
          text.request                    | /text/body                          | #4097      | 100
          text.request                    | /text/body                          | 5          | 100
          text.request                    | /text/preview_url                   | "yes"      | 100
          text.request                    | /biz_opaque_callback_data           | #513       | 100
          text.request                    | /context                            | {"message_id":"1"} | 131009
          text.to_bsuid.request           | /recipient                          | "4915"     | 100
          image.link.request              | /image/id                           | "1"        | 100
          image.link.request              | /image/link                         | -          | 100
          image.link.request              | /image/link                         | "ftp://x.example/a.jpg" | 100
          image.link.request              | /image/caption                      | #1025      | 100
          image.link.request              | /image/filename                     | "a.jpg"    | 100
          image.id.request                | /image/id                           | "404"      | 100
          image.id.request                | /image/id                           | "880177245118837" | 131053
          audio.id.request                | /audio/caption                      | "no"       | 100
          audio.id.request                | /audio/voice                        | true       | 131053
          location.request                | /location/latitude                  | 91         | 100
          location.request                | /location/longitude                 | -          | 131008
          contacts.request                | /contacts                           | []         | 100
          contacts.request                | /contacts/0/name/formatted_name     | -          | 131008
          contacts.request                | /contacts/0/name/first_name         | -          | 131009
          contacts.request                | /contacts/0/birthday                | "1 May"    | 100
          reaction.request                | /reaction/message_id                | -          | 131008
          reaction.request                | /reaction/emoji                     | -          | 131008
          reaction.request                | /context                            | {"message_id":"wamid.x"} | 100
          pin.group.request               | /pin/expiration_days                | 31         | 100
          text.group.request              | /type                               | "location" | 130501
          text.to_bsuid.request           | /recipient_type                     | "group"    | 131008
          template.positional.request     | /template/name                      | "Ship Update" | 132001
          template.positional.request     | /template/language                  | -          | 131008
          template.positional.request     | /template/components/1/parameters/0/text | "a     b" | 132018
          template.named.request          | /template/components/0/parameters/0/parameter_name | - | 132000
          template.positional.request     | /template/components/0/parameters/0/type | "poem" | 132012
          interactive.button.request      | /interactive/body/text              | #1025      | 131009
          interactive.button.request      | /interactive/footer/text            | #61        | 131009
          interactive.button.request      | /interactive/action/buttons         | []         | 131009
          interactive.button.request      | /interactive/action/buttons/0/reply/title | #21  | 131009
          interactive.button.request      | /interactive/action/buttons/0/reply/id | "no-0603" | 131009
          interactive.list.request        | /interactive/action/button          | #21        | 131009
          interactive.list.request        | /interactive/action/sections/0/rows/0/description | #73 | 131009
          interactive.list.request        | /interactive/header/type            | "image"    | 131009
          interactive.cta_url.request     | /interactive/action/parameters/url  | "nowhere"  | 131009
          interactive.flow.request        | /interactive/action/parameters/flow_id | -       | 131009
          interactive.flow.request        | /interactive/action/parameters/flow_message_version | "2" | 131009
          interactive.product.request     | /interactive/header                 | {"type":"text","text":"x"} | 131009
          interactive.product_list.request | /interactive/header                | -          | 131008
          interactive.carousel.request    | /interactive/footer                 | {"text":"x"} | 131009
          interactive.carousel.request    | /interactive/action/cards/1/header/type | "video" | 131008
          interactive.carousel.request    | /interactive/action/cards/0/body/text | "1\\n2\\n3\\n4" | 131009
          interactive.address_message.request | /interactive/action/parameters/country | "DE" | 131009
          interactive.voice_call.request  | /interactive/action/parameters/ttl_minutes | 43201 | 131009
          interactive.location_request_message.request | /interactive/action/name | "x"     | 131009
          mark_as_read.request            | /message_id                         | "wamid.unknown" | 131009
          typing_indicator.request        | /typing_indicator/type              | "voice"    | 100
          """)
  void everyBrokenRuleIsRefusedInMetasWords(
      String sample, String pointer, String value, int expectedCode) {
    var answer = Twin.send(broken(sample, pointer, value));

    assertThat(answer.body().at("/error/code").asInt())
        .as("%s", answer.body())
        .isEqualTo(expectedCode);
    assertThat(answer.body().at("/error/error_data/details").isString()).isTrue();
    assertThat(Twin.get("/simulator/ledger/sends").body().path("total").asInt()).isZero();
  }

  private static JsonNode broken(String sample, String pointer, String value) {
    JsonNode body = Twin.sampleJson("send." + sample + ".json");
    JsonPointer path = JsonPointer.compile(pointer);
    ObjectNode parent = (ObjectNode) body.at(path.head());
    String member = path.last().getMatchingProperty();
    if (value.equals("-")) {
      parent.remove(member);
    } else if (value.startsWith("#")) {
      parent.put(member, "x".repeat(Integer.parseInt(value.substring(1))));
    } else {
      parent.set(member, Twin.JSON.readTree(value));
    }
    return body;
  }

  @Test
  void bytesThatAreNoJsonAreRefused() {
    assertThat(Twin.send("{").body().at("/error/code").asInt()).isEqualTo(100);
  }
}

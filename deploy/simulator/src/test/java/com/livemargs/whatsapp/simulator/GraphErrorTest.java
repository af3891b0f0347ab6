package com.livemargs.whatsapp.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class GraphErrorTest {

  private static final Pattern NAME =
      Pattern.compile("error\\.(\\d+)(\\.auth)?\\.http(\\d+)\\.json");

  @BeforeEach
  void reset() {
    Twin.reset();
  }

  static List<String> documented() throws IOException {
    Path folder = Path.of(GraphErrorTest.class.getResource("/samples").getPath());
    try (var files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> NAME.matcher(name).matches())
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("documented")
  void everyDocumentedErrorCanBeAnswered(String name) {
    Matcher parts = NAME.matcher(name);
    assertThat(parts.matches()).isTrue();
    Twin.post("/simulator/faults/sends", "{\"kind\":\"error\",\"code\":" + parts.group(1) + "}");

    var answer = Twin.send(Twin.sampleJson("send.text.request.json"));

    assertThat(answer.status()).isEqualTo(Integer.parseInt(parts.group(3)));
    assertThat(shape(answer.body())).isEqualTo(shape(Twin.sampleJson(name)));
    assertThat(Twin.get("/simulator/ledger/sends").body().path("total").asInt()).isZero();
  }

  // Trace ids and the sentence of the case at hand differ; all else is as documented.
  private static JsonNode shape(JsonNode body) {
    ObjectNode error = (ObjectNode) body.path("error");
    assertThat(error.path("fbtrace_id").asString()).hasSizeGreaterThan(10);
    error.put("fbtrace_id", "");
    if (error.path("error_data") instanceof ObjectNode data) {
      data.put("details", data.path("details").isString());
    }
    return body;
  }

  @Test
  void anotherNumberIsAnUnknownObject() {
    var answer = Twin.post("/v26.0/412906551877341/messages", "{}");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(shape(answer.body()))
        .isEqualTo(shape(Twin.sampleJson("error.100.unknown_object.http400.json")));
  }

  @Test
  void aForeignTokenIsRefusedWith190() {
    var request = Twin.request("/v21.0/" + Twin.NUMBER + "/messages");
    var answer =
        Twin.call(
            request
                .setHeader("Authorization", "Bearer stolen")
                .POST(BodyPublishers.ofString("{}")));

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.body().at("/error/code").asInt()).isEqualTo(190);
  }
}

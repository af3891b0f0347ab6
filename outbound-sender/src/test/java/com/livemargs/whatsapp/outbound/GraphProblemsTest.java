package com.livemargs.whatsapp.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import com.livemargs.whatsapp.events.json.Json;
import com.livemargs.whatsapp.events.outbound.SendOutcome;
import com.livemargs.whatsapp.events.outbound.SendResult;
import com.livemargs.whatsapp.testkit.Samples;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.http.HttpHeaders;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

class GraphProblemsTest extends OutboundTest {

  // By the contract, not by the table under test.
  private static final Map<Integer, List<Integer>> EXPECTED =
      new TreeMap<>(
          Map.of(
              422,
              List.of(100, 131008, 131009, 131021, 131030, 131047, 132000, 132001, 132012, 132015),
              429,
              List.of(4, 80007, 131057),
              502,
              List.of(0, 3, 10, 190, 368, 131005, 133010),
              202,
              List.of(2, 131000, 131016),
              // it waits for the limit and goes out
              200,
              List.of(130429, 131056)));

  static Stream<String> errors() {
    return Samples.all().keySet().stream().filter(name -> name.startsWith("error."));
  }

  @ParameterizedTest
  @MethodSource("errors")
  void everyErrorHasItsStatusAndItsCode(String sample) {
    int code = Json.MAPPER.readTree(Samples.bytes(sample)).path("error").path("code").asInt();
    String phone = newPhone();
    GRAPH.script("+" + phone, FakeGraph.sample(sample));

    // a number of its own: a code may stop or slow it
    String number = Long.toString(ThreadLocalRandom.current().nextLong(1_000_000_000L));

    WebTestClient.ResponseSpec answer =
        send(
            "{\"phoneNumber\":\"%s\",\"text\":\"x\",\"phoneNumberId\":\"%s\"}"
                .formatted(phone, number));

    int expected = statusOf(code);
    JsonNode body = json(answer, expected);
    if (expected == 200) {
      assertThat(GRAPH.callsTo("+" + phone)).hasSize(2);
      return;
    }
    if (expected == 202) {
      assertThat(body.path("status").asString()).isEqualTo("unknown");
    } else {
      assertThat(body.path("metaCode").asInt()).isEqualTo(code);
      assertThat(body.path("detail").asString()).isNotBlank();
    }
    if (expected == 429) {
      answer.expectHeader().exists(HttpHeaders.RETRY_AFTER);
    }
    assertThat(GRAPH.callsTo("+" + phone)).hasSize(1);
  }

  @Test
  void aKeyThatStandsForARefusalSaysSoAndNamesNoPause() {
    String phone = newPhone();
    String key = UUID.randomUUID().toString();
    String number = Long.toString(ThreadLocalRandom.current().nextLong(1_000_000_000L));
    String body =
        "{\"phoneNumber\":\"%s\",\"text\":\"x\",\"phoneNumberId\":\"%s\"}".formatted(phone, number);
    GRAPH.script("+" + phone, FakeGraph.sample("error.80007.http400"));
    WebTestClient.ResponseSpec first = sendOnce(key, body);
    assertThat(json(first, 429).path("detail").asString()).contains("new one");
    first.expectHeader().exists(HttpHeaders.RETRY_AFTER);

    WebTestClient.ResponseSpec again = sendOnce(key, body);

    json(again, 429);
    again.expectHeader().doesNotExist(HttpHeaders.RETRY_AFTER);
    again.expectHeader().valueEquals("Idempotency-Replayed", "true");
    assertThat(GRAPH.callsTo("+" + phone)).hasSize(1);
  }

  private static int statusOf(int code) {
    Map<Integer, Integer> statuses =
        EXPECTED.entrySet().stream()
            .flatMap(entry -> entry.getValue().stream().map(c -> Map.entry(c, entry.getKey())))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    return statuses.get(code);
  }

  @Test
  void refusalIsToldWithItsCodeAndNeverTriedAgain() {
    String phone = newPhone();
    GRAPH.script("+" + phone, FakeGraph.sample("error.131047.http400"));

    JsonNode problem = json(send(text(phone, "x")), 422);

    assertThat(problem.path("detail").asString()).contains("24 hours");
    assertThat(problem.path("metaDetails").asString()).contains("24 hours");
    SendResult failed = awaitResults(problem.path("messageId").asString(), 2).getLast();
    assertThat(failed.type()).isEqualTo(SendOutcome.FAILED);
    assertThat(failed.metaCode()).isEqualTo(131047);
    assertThat(failed.reason()).isNotBlank();
    assertThat(GRAPH.callsTo("+" + phone)).hasSize(1);
  }

  @Test
  void wordsOfMetaThatAreCutEndWithAWholeCharacter() {
    String phone = newPhone();
    String details = "x".repeat(499) + "\uD83D\uDE00";
    GRAPH.script(
        "+" + phone,
        answer(400, "{\"error\":{\"code\":131047,\"error_data\":\"%s\"}}".formatted(details)));
    String cut = "x".repeat(499) + "\uFFFD";

    JsonNode problem = json(send(text(phone, "x")), 422);

    assertThat(problem.path("metaDetails").asString()).isEqualTo(cut);
    assertThat(awaitResults(problem.path("messageId").asString(), 2).getLast().reason())
        .isEqualTo(cut);
  }

  @Test
  void permissionCodesAndAnswersOfOthersAreOurAffair() {
    String permission = newPhone();
    GRAPH.script("+" + permission, answer(403, "{\"error\":{\"code\":250,\"message\":\"m\"}}"));
    String proxy = newPhone();
    GRAPH.script("+" + proxy, answer(404, "<html>"));

    assertThat(json(send(text(permission, "x")), 502).path("metaCode").asInt()).isEqualTo(250);
    assertThat(json(send(text(proxy, "x")), 502).path("detail").asString())
        .contains("WHATSAPP_GRAPH_URL");
  }

  @Test
  void limitOfAGatewayInBetweenIsWaitedForLikeMetas() {
    String phone = newPhone();
    String id = UUID.randomUUID().toString();
    String number = Long.toString(ThreadLocalRandom.current().nextLong(1_000_000_000L));
    GRAPH.script("+" + phone, answer(429, "<html>Too Many Requests</html>"));
    String body =
        "{\"phoneNumber\":\"%s\",\"text\":\"x\",\"phoneNumberId\":\"%s\"}".formatted(phone, number);

    awaitStatus(200, () -> sendOnce(id, body));

    assertThat(awaitResults(id, 2))
        .extracting(SendResult::type)
        .containsExactly(SendOutcome.PENDING, SendOutcome.SENT);
    assertThat(GRAPH.callsTo("+" + phone)).hasSize(2);
  }

  @Test
  void answersThatSayNothingAreUnknown() {
    Map<String, FakeGraph.Reply> silent =
        Map.of(
            newPhone(), answer(500, "<html>"),
            newPhone(), answer(502, ""),
            newPhone(), answer(200, "{}"),
            newPhone(), answer(500, "{\"error\":{\"code\":987654,\"message\":\"new\"}}"));

    Map<String, JsonNode> answers =
        silent.keySet().stream()
            .peek(phone -> GRAPH.script("+" + phone, silent.get(phone)))
            .collect(
                Collectors.toMap(Function.identity(), phone -> json(send(text(phone, "x")), 202)));

    assertThat(answers.values())
        .allMatch(answer -> answer.path("status").asString().equals("unknown"));
    assertThat(silent.keySet()).allMatch(phone -> GRAPH.callsTo("+" + phone).size() == 1);
  }

  private static FakeGraph.Reply answer(int status, String body) {
    return new FakeGraph.Reply.Answer(
        status, body.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }
}

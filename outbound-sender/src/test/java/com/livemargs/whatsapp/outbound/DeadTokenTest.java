package com.livemargs.whatsapp.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.livemargs.whatsapp.events.json.Json;
import com.livemargs.whatsapp.events.outbound.SendOutcome;
import com.livemargs.whatsapp.events.outbound.SendResult;
import com.livemargs.whatsapp.testkit.PostgresServer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * A token that Meta does not take stops its number, burns one message at most, and keeps the queue.
 */
class DeadTokenTest extends OwnNumberTest {

  private static final FakeGraph.Reply DEAD = FakeGraph.sample("error.190.http401");

  @Test
  void deadTokenIsToldToTheFirstAndKeepsTheQueueOfItsNumber() {
    String told = newPhone();
    String kept = newPhone();
    String elsewhere = newPhone();
    GRAPH.script("+" + told, DEAD);
    GRAPH.script("+" + kept, DEAD, DEAD);

    JsonNode problem = json(send(request(told, "x")), 502);
    String id = command(kept, "1");
    json(send(OutboundTest.text(elsewhere, "x")), 200);

    assertThat(problem.path("metaCode").asInt()).isEqualTo(190);
    assertThat(awaitResults(id, 2))
        .extracting(SendResult::type)
        .containsExactly(SendOutcome.PENDING, SendOutcome.SENT);
    assertThat(GRAPH.callsTo("+" + kept))
        .extracting(FakeGraph.Call::text)
        .containsExactly("1", "1", "1");
    assertThat(GRAPH.callsTo("+" + told)).hasSize(1);
  }

  @Test
  void ofSendsInFlightTogetherOneIsToldAndTheOthersGoOutOnceTheTokenIsGood() {
    List<String> phones = IntStream.range(0, 20).mapToObj(i -> newPhone()).toList();
    CountDownLatch expiry = new CountDownLatch(1);
    FakeGraph.Reply held = new FakeGraph.Reply.Held(expiry, DEAD);
    phones.forEach(phone -> GRAPH.script("+" + phone, held, DEAD, DEAD, DEAD, DEAD, DEAD));
    phones.forEach(this::owesAnHour);
    phones.forEach(this::asked);
    await().until(() -> count("announced") == 20);
    letGoOfTheYoung();
    await().until(() -> phones.stream().allMatch(phone -> GRAPH.callsTo("+" + phone).size() == 1));

    expiry.countDown();
    await().until(() -> count("attempt = 1 and state = 'in_flight'") == 0);

    Map<String, Answer> answers = ask(phones);
    List<String> told = phones.stream().filter(phone -> answers.get(phone).status == 502).toList();
    List<String> kept = phones.stream().filter(phone -> !told.contains(phone)).toList();
    assertThat(told).hasSize(1);
    assertThat(answers.get(told.getFirst()).body.path("metaCode").asInt()).isEqualTo(190);
    assertThat(kept)
        .allSatisfy(phone -> assertThat(answers.get(phone).status).isEqualTo(202))
        .allSatisfy(
            phone ->
                assertThat(answers.get(phone).body.path("status").asString()).isEqualTo("pending"));
    phones.forEach(phone -> GRAPH.script("+" + phone));
    kept.forEach(phone -> awaitStatus(200, () -> sendOnce(phone, request(phone, "x"))));
    assertThat(GRAPH.callsTo("+" + told.getFirst())).hasSize(1);
  }

  private record Answer(int status, JsonNode body) {}

  /** All of them at the same time, each under its phone as the key. */
  private Map<String, Answer> ask(List<String> phones) {
    Map<String, CompletableFuture<Answer>> asked =
        phones.stream().collect(Collectors.toMap(phone -> phone, this::asked));
    return asked.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().join()));
  }

  private CompletableFuture<Answer> asked(String phone) {
    return beside(
        () -> {
          var answer = sendOnce(phone, request(phone, "x")).expectBody().returnResult();
          int status = answer.getStatus().value();
          return new Answer(status, Json.MAPPER.readTree(answer.getResponseBody()));
        });
  }

  // They wait, so that all of them can be let go together.
  private void owesAnHour(String phone) {
    PostgresServer.rows(
        DATABASE,
        "insert into outbound_pairs (lane, paid_until) values (?, now() + interval '1 hour 264 s')",
        number + ":whatsapp_" + phone);
  }

  // Their callers still wait however slow this machine is.
  private void letGoOfTheYoung() {
    PostgresServer.rows(
        DATABASE,
        "update outbound_requests set accepted_at = now() + interval '1 hour', next_attempt_at = now()"
            + " where phone_number_id = ?",
        number);
    PostgresServer.rows(DATABASE, "delete from outbound_pairs where lane like ?", number + ":%");
  }

  private int count(String which) {
    String sql = "select 1 from outbound_requests where phone_number_id = ? and ";
    return PostgresServer.rows(DATABASE, sql + which, number).size();
  }
}

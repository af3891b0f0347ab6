package com.livemargs.whatsapp.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import com.livemargs.whatsapp.events.outbound.SendOutcome;
import com.livemargs.whatsapp.events.outbound.SendResult;
import com.livemargs.whatsapp.testkit.PostgresServer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Meta's limits are kept before Meta has to say so, and heeded when it does. */
class PaceTest extends OwnNumberTest {

  private static List<String> textsTo(String phone) {
    return GRAPH.callsTo("+" + phone).stream().map(FakeGraph.Call::text).toList();
  }

  private static int accepted(String lane) {
    String sql = "select 1 from outbound_requests where lane = ?";
    return PostgresServer.rows(DATABASE, sql, lane).size();
  }

  private static void anHourPasses(String lane) {
    PostgresServer.rows(
        DATABASE,
        "update outbound_pairs set paid_until = paid_until - interval '1 hour',"
            + " held_until = held_until - interval '1 hour' where lane = ?",
        lane);
    PostgresServer.rows(
        DATABASE,
        "update outbound_requests set next_attempt_at = next_attempt_at - interval '1 hour'"
            + " where lane = ? and state = 'queued'",
        lane);
  }

  @Test
  void burstGoesAtOnceAndWhatIsAboveItWaitsForItsCustomerOnly() {
    String phone = newPhone();
    String other = newPhone();
    String lane = number + ":whatsapp_" + phone;
    // Twenty above the 45: the last of them may go after two minutes.
    List<String> ids = IntStream.range(0, 65).mapToObj(i -> command(phone, i)).toList();
    Awaitility.await().until(() -> accepted(lane) == 65);
    beside(() -> send(request(phone, 65)));
    Awaitility.await().until(() -> accepted(lane) == 66);
    Awaitility.await()
        .untilAsserted(() -> assertThat(textsTo(phone)).hasSizeGreaterThanOrEqualTo(45));

    json(send(request(other, "x")), 200);

    assertThat(textsTo(phone)).hasSizeLessThan(65);
    anHourPasses(lane);
    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(textsTo(phone))
                    .isEqualTo(IntStream.range(0, 66).mapToObj(Integer::toString).toList()));
    assertThat(awaitResults(ids.getLast(), 2))
        .extracting(SendResult::type)
        .containsExactly(SendOutcome.PENDING, SendOutcome.SENT);
  }

  @Test
  void refusalForTheCustomerHoldsTheConversationInOrderAndIsNoFailure() {
    String phone = newPhone();
    GRAPH.script("+" + phone, FakeGraph.sample("error.131056.http400"));

    CompletableFuture<WebTestClient.ResponseSpec> first = beside(() -> send(request(phone, "1")));
    Awaitility.await().until(() -> textsTo(phone).size() == 1);
    String second = command(phone, "2");

    json(first.join(), 200);
    assertThat(awaitResults(second, 2).getLast().type()).isEqualTo(SendOutcome.SENT);
    assertThat(textsTo(phone)).containsExactly("1", "1", "2");
  }

  @Test
  void refusalForThroughputHalvesTheRateOfTheNumber() {
    String phone = newPhone();
    GRAPH.script("+" + phone, FakeGraph.sample("error.130429.http400"));

    json(send(request(phone, "x")), 200);

    assertThat(GRAPH.callsTo("+" + phone)).hasSize(2);
    assertThat(
            PostgresServer.rows(
                DATABASE,
                "select cut_rate from outbound_numbers where phone_number_id = ?",
                number))
        .hasToString("[{cut_rate=40.0}]");
  }
}

package com.livemargs.whatsapp.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.livemargs.whatsapp.events.Topics;
import com.livemargs.whatsapp.testkit.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/** A send that finds out whether Meta takes the token again, and a process that may die then. */
class TrialTest extends OutboundTest {

  /** A number of the test's own: what it meets stops nobody else's. */
  private final String number =
      Long.toString(ThreadLocalRandom.current().nextLong(1_000_000_000L, 9_999_999_999L));

  @Test
  void itIsDecidedTogetherWithItsNumbersGoingOn() throws SQLException {
    String phone = newPhone();

    assertItsNumberGoesOnWithIt(phone, new FakeGraph.Reply.Accept());
  }

  @Test
  void itGoesBackToTheQueueTogetherWithItsNumbersGoingOn() throws SQLException {
    String phone = newPhone();

    assertItsNumberGoesOnWithIt(phone, FakeGraph.sample("error.131056.http400"));
  }

  // What is not committed is gone with the process: the number's row is held meanwhile.
  private void assertItsNumberGoesOnWithIt(String phone, FakeGraph.Reply reply)
      throws SQLException {
    CountDownLatch answer = new CountDownLatch(1);
    GRAPH.script("+" + phone, new FakeGraph.Reply.Held(answer, reply));
    stop();
    command(phone);
    await().until(() -> GRAPH.callsTo("+" + phone).size() == 1);
    try (Connection holder = connection()) {
      holder.setAutoCommit(false);
      holder
          .createStatement()
          .execute(
              "update outbound_numbers set trials = trials where phone_number_id = '"
                  + number
                  + "'");

      answer.countDown();

      await().until(() -> waitingFor("outbound_numbers") > 0);
      assertThat(states(phone)).containsExactly("in_flight");
      holder.rollback();
    }
    await().until(() -> states(phone).equals(List.of("sent")));
    assertThat(stopped()).isEqualTo("[{stopped=false}]");
  }

  private void stop() {
    String burnt = newPhone();
    GRAPH.script("+" + burnt, FakeGraph.sample("error.190.http401"));
    json(send(request(burnt)), 502);
    assertThat(stopped()).isEqualTo("[{stopped=true}]");
  }

  private String request(String phone) {
    return "{\"phoneNumber\":\"%s\",\"text\":\"x\",\"phoneNumberId\":\"%s\"}"
        .formatted(phone, number);
  }

  private void command(String phone) {
    KAFKA.produce(
        Topics.OUTBOUND,
        phone,
        "{\"type\":\"send-message\",\"requestId\":\"%s\",%s"
            .formatted(UUID.randomUUID(), request(phone).substring(1)));
  }

  private String stopped() {
    String sql =
        "select stopped_at is not null as stopped from outbound_numbers where phone_number_id = ?";
    return PostgresServer.rows(DATABASE, sql, number).toString();
  }

  private static List<String> states(String phone) {
    String sql = "select state from outbound_requests where address = ?";
    return PostgresServer.rows(DATABASE, sql, phone).stream()
        .map(row -> String.valueOf(row.get("state")))
        .toList();
  }
}

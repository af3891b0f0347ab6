package com.livemargs.whatsapp.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.livemargs.whatsapp.events.Topics;
import com.livemargs.whatsapp.events.outbound.SendOutcome;
import com.livemargs.whatsapp.events.outbound.SendResult;
import com.livemargs.whatsapp.testkit.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A customer who has not written within 24 hours is sent nothing where the caller wants that. */
class WindowTest extends OutboundTest {

  private static final String ALONE = "lock table outbound_windows in access exclusive mode";

  private static String refusing(String phone) {
    return "{\"phoneNumber\":\"%s\",\"text\":\"x\",\"windowPolicy\":\"refuse\"}".formatted(phone);
  }

  private static void writes(String phone, Duration ago) {
    KAFKA.produce(
        Topics.MESSAGES,
        NUMBER + ":" + phone,
        """
        {"field":"messages","value":{"metadata":{"phone_number_id":"%s"},"messages":[
          {"from":"%s","id":"wamid.%s","timestamp":"%d","type":"text","text":{"body":"Hi"}}]}}
        """
            .formatted(
                NUMBER, phone, UUID.randomUUID(), Instant.now().minus(ago).getEpochSecond()));
  }

  private static boolean isKnown(String phone) {
    return !PostgresServer.rows(
            DATABASE, "select 1 from outbound_windows where customer = ?", phone)
        .isEmpty();
  }

  @Test
  void closedWindowIsRefusedBeforeMetaAndItsKeyMayBeUsedAgain() {
    String phone = newPhone();
    String neighbour = newPhone();
    String key = UUID.randomUUID().toString();
    writes(phone, Duration.ofHours(25));
    writes(neighbour, Duration.ZERO);
    await().until(() -> isKnown(neighbour));

    JsonNode problem = json(sendOnce(key, refusing(phone)), 409);

    assertThat(problem.path("code").asString()).isEqualTo("outside_window");
    assertThat(problem.path("detail").asString()).contains("24 hours").contains("windowPolicy");
    assertThat(GRAPH.callsTo("+" + phone)).isEmpty();
    writes(phone, Duration.ofHours(23));
    await().until(() -> isKnown(phone));
    json(sendOnce(key, refusing(phone)), 200);
    assertThat(awaitResults(key, 2))
        .extracting(SendResult::type)
        .doesNotContain(SendOutcome.FAILED)
        .hasSize(2);
  }

  @Test
  void whoIsWritingWhileWeAnswerIsNotOutside() throws SQLException {
    String phone = newPhone();
    try (Connection holder = connection()) {
      holder.setAutoCommit(false);
      holder.createStatement().execute(ALONE);
      var answer = beside(() -> send(refusing(phone)));
      await().until(() -> waitingFor("outbound_windows") == 1);
      // Next in the line behind the first look, which finds nothing.
      var written = beside(() -> isWritten(phone));
      await().until(() -> waitingFor("outbound_windows") == 2);

      holder.rollback();

      json(answer.join(), 200);
      assertThat(written.join()).isTrue();
    }
  }

  private static boolean isWritten(String phone) {
    try (Connection writer = connection()) {
      writer.setAutoCommit(false);
      writer.createStatement().execute(ALONE);
      var row = writer.prepareStatement("insert into outbound_windows values (?, ?, now())");
      row.setString(1, NUMBER);
      row.setString(2, phone);
      boolean done = row.executeUpdate() == 1;
      writer.commit();
      return done;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void whatWasSentWithinTheWindowIsAnsweredAfterIt() {
    String phone = newPhone();
    String key = UUID.randomUUID().toString();
    writes(phone, Duration.ZERO);
    await().until(() -> isKnown(phone));
    json(sendOnce(key, refusing(phone)), 200);

    PostgresServer.rows(DATABASE, "delete from outbound_windows where customer = ?", phone);

    json(sendOnce(key, refusing(phone)), 200);
    json(send(refusing(phone)), 409);
    assertThat(GRAPH.callsTo("+" + phone)).hasSize(1);
  }

  @Test
  void byDefaultTheWindowIsMetasAffair() {
    json(send(text(newPhone(), "x")), 200);

    JsonNode problem =
        json(
            send(
                "{\"phoneNumber\":\"%s\",\"text\":\"x\",\"windowPolicy\":\"maybe\"}"
                    .formatted(newPhone())),
            422);
    assertThat(problem.path("member").asString()).isEqualTo("windowPolicy");
  }

  @Test
  void refusedCommandIsToldOnceHoweverOftenItComes() {
    String phone = newPhone();
    String id = UUID.randomUUID().toString();
    String command =
        "{\"type\":\"send-message\",\"requestId\":\"%s\",%s"
            .formatted(id, refusing(phone).substring(1));

    KAFKA.produce(Topics.OUTBOUND, phone, command);
    SendResult failed = awaitResults(id, 1).getFirst();
    writes(phone, Duration.ZERO);
    await().until(() -> isKnown(phone));
    KAFKA.produce(Topics.OUTBOUND, phone, command);
    json(send(refusing(phone)), 200);

    assertThat(failed.type()).isEqualTo(SendOutcome.FAILED);
    assertThat(failed.reason()).isEqualTo("outside_window");
    assertThat(failed.text()).isEqualTo("x");
    assertThat(resultsOf(id)).isEqualTo(List.of(failed));
    assertThat(GRAPH.callsTo("+" + phone)).hasSize(1);
  }
}

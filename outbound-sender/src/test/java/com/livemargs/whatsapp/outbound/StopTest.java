package com.livemargs.whatsapp.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.livemargs.whatsapp.testkit.KafkaServer;
import com.livemargs.whatsapp.testkit.PostgresServer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** A sender that is stopped: in order, or between two of its steps. */
class StopTest {

  private static final String[] LONG_FAREWELL = {
    "whatsapp.outbound.engine.farewell", "60s", "whatsapp.shutdown-phase", "70s"
  };

  @Test
  void callsUnderWayAreWaitedForSoThatNothingIsUnknown() throws Exception {
    String database = PostgresServer.shared().newDatabase();
    String phone = OutboundTest.newPhone();
    CountDownLatch latch = new CountDownLatch(1);
    try (FakeGraph graph = new FakeGraph()) {
      graph.script("+" + phone, new FakeGraph.Reply.Held(latch));
      LoneSender sender = LoneSender.start(graph, KafkaServer.shared(), database, LONG_FAREWELL);
      sender.asked(OutboundTest.text(phone, "x"));
      await().until(() -> graph.callsTo("+" + phone).size() == 1);

      Thread stopping = Thread.ofPlatform().start(sender::close);
      await().during(Duration.ofSeconds(5)).until(stopping::isAlive);
      latch.countDown();
      stopping.join();

      assertThat(
              PostgresServer.rows(
                  database, "select state from outbound_requests where address = ?", phone))
          .extracting(row -> row.get("state"))
          .containsExactly("sent");
    }
  }

  @Test
  void sendIsNotMadeOnceItsClaimIsOver() throws Exception {
    String database = PostgresServer.shared().newDatabase();
    String phone = OutboundTest.newPhone();
    String tried = "select state from outbound_requests where attempt > 0";
    try (FakeGraph graph = new FakeGraph()) {
      try (LoneSender frozen =
          LoneSender.start(
              graph,
              KafkaServer.shared(),
              database,
              "whatsapp.outbound.engine.lease",
              "0s",
              "whatsapp.outbound.engine.patience",
              "1s")) {
        assertThat(frozen.asked(OutboundTest.text(phone, "x")).get().statusCode()).isIn(202, 409);
        await().until(() -> !PostgresServer.rows(database, tried).isEmpty());
      }
      assertThat(graph.callsTo("+" + phone)).isEmpty();
    }
  }
}

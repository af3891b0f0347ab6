package com.livemargs.whatsapp.outbound;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.livemargs.whatsapp.events.Topics;
import com.livemargs.whatsapp.testkit.KafkaServer;
import com.livemargs.whatsapp.testkit.PostgresServer;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A campaign to customers who have not written within 24 hours. */
class RefusedBatchTest {

  private static final int COMMANDS = 500;

  private static String command(String requestId, String phone, String more) {
    return "{\"type\":\"send-message\",\"requestId\":\"%s\",\"phoneNumber\":\"%s\",\"text\":\"x\"%s}"
        .formatted(requestId, phone, more);
  }

  @Test
  void commandsOutsideTheWindowKeepNobodyWaitingHoweverManyComeTogether() {
    String allowed = OutboundTest.newPhone();
    String order = OutboundTest.newPhone();
    try (FakeGraph graph = new FakeGraph();
        KafkaServer kafka = KafkaServer.start()) {
      LoneSender.start(graph, kafka, PostgresServer.shared().newDatabase()).close();
      IntStream.range(0, COMMANDS)
          .forEach(
              i ->
                  kafka.produce(
                      Topics.OUTBOUND,
                      order,
                      command("r" + i, OutboundTest.newPhone(), ",\"windowPolicy\":\"refuse\"")));
      kafka.produce(Topics.OUTBOUND, order, command("allowed", allowed, ""));

      try (LoneSender sender =
          LoneSender.start(
              graph,
              kafka,
              PostgresServer.shared().newDatabase(),
              "CONSUMER_STALLED_AFTER",
              "5s")) {
        await()
            .atMost(Duration.ofSeconds(60))
            .until(() -> graph.callsTo("+" + allowed).size() == 1);
        await()
            .atMost(Duration.ofSeconds(60))
            .untilAsserted(() -> assertThat(refused(kafka)).hasSize(COMMANDS));
        assertThat(sender.gauge("whatsapp.send.queue")).isZero();
      }
    }
  }

  private static List<String> refused(KafkaServer kafka) {
    return kafka.drain(Topics.OUTBOUND_RESULTS).stream()
        .map(result -> new String(result.value(), UTF_8))
        .filter(result -> result.contains("outside_window"))
        .toList();
  }
}

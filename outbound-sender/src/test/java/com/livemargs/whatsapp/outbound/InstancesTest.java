package com.livemargs.whatsapp.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import com.livemargs.whatsapp.events.Topics;
import com.livemargs.whatsapp.testkit.OwnLoops;
import com.livemargs.whatsapp.testkit.PostgresServer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

class InstancesTest extends OutboundTest {

  private static ConfigurableApplicationContext another(Map<String, String> changes) {
    Map<String, Object> settings = new HashMap<>(settings(GRAPH));
    settings.put("server.port", "0");
    settings.putAll(changes);
    String[] arguments =
        settings.entrySet().stream()
            .map(entry -> "--" + entry.getKey() + "=" + entry.getValue())
            .toArray(String[]::new);
    return new SpringApplicationBuilder(OutboundApplication.class, OwnLoops.class).run(arguments);
  }

  @Test
  void twoInstancesShareTheWorkAndSendEachMessageOnceInOrder() {
    List<String> phones = IntStream.range(0, 20).mapToObj(i -> newPhone()).toList();
    List<String> texts = IntStream.range(0, 10).mapToObj(Integer::toString).toList();
    try (ConfigurableApplicationContext second = another(Map.of())) {
      for (String text : texts) {
        for (String phone : phones) {
          KAFKA.produce(
              Topics.OUTBOUND,
              phone,
              "{\"type\":\"send-message\",\"requestId\":\"%s\",\"phoneNumber\":\"%s\",\"text\":\"%s\"}"
                  .formatted(UUID.randomUUID(), phone, text));
        }
      }

      Awaitility.await()
          .untilAsserted(
              () ->
                  assertThat(phones)
                      .allSatisfy(
                          phone ->
                              assertThat(GRAPH.callsTo("+" + phone))
                                  .extracting(FakeGraph.Call::text)
                                  .isEqualTo(texts)));
      assertThat(second.isRunning()).isTrue();
    }
  }

  @Test
  void twoInstancesTogetherKeepToThePaceOfANumber() {
    String number = Long.toString(ThreadLocalRandom.current().nextLong(1_000_000_000L));
    List<String> phones = IntStream.range(0, 200).mapToObj(i -> newPhone()).toList();
    try (ConfigurableApplicationContext second = another(Map.of())) {
      for (String phone : phones) {
        KAFKA.produce(
            Topics.OUTBOUND,
            phone,
            "{\"type\":\"send-message\",\"requestId\":\"%s\",\"phoneNumber\":\"%s\",\"text\":\"x\",\"phoneNumberId\":\"%s\"}"
                .formatted(UUID.randomUUID(), phone, number));
      }
      Awaitility.await()
          .until(() -> phones.stream().allMatch(phone -> GRAPH.callsTo("+" + phone).size() == 1));
      assertThat(second.isRunning()).isTrue();
    }
    LongSummaryStatistics times =
        phones.stream()
            .mapToLong(phone -> GRAPH.callsTo("+" + phone).getFirst().arrivedNanos())
            .summaryStatistics();
    // 8 at once and 72 a second for one bucket; a bucket each would take half of that
    assertThat(Duration.ofNanos(times.getMax() - times.getMin()))
        .isGreaterThan(Duration.ofMillis(2_000));
  }

  @Test
  void instanceThatLeavesTakesNothingWithIt() {
    String phone = newPhone();
    CountDownLatch latch = new CountDownLatch(1);
    GRAPH.script("+" + phone, new FakeGraph.Reply.Held(latch));
    String key = UUID.randomUUID().toString();
    beside(() -> send(text(phone, "1")));
    awaitCall(phone);
    beside(() -> sendOnce(key, text(phone, "2")));
    Awaitility.await().until(() -> !resultsOf(key).isEmpty());

    try (ConfigurableApplicationContext second = another(Map.of())) {
      assertThat(second.isRunning()).isTrue();
    }
    latch.countDown();

    assertThat(awaitResults(key, 2)).hasSize(2);
    assertThat(GRAPH.callsTo("+" + phone))
        .extracting(FakeGraph.Call::text)
        .containsExactly("1", "2");
  }

  @Test
  void whileMetaIsOutOfReachSendsArePendingAndGoOutWhenItIsBack() {
    String phone = newPhone();
    String key = UUID.randomUUID().toString();
    GRAPH.goAway();
    beside(() -> sendOnce(key, text(phone, "x")));
    Awaitility.await().until(() -> "unreachable".equals(heldFor(key)));

    GRAPH.comeBack();

    awaitStatus(200, () -> sendOnce(key, text(phone, "x")));
    assertThat(GRAPH.callsTo("+" + phone)).hasSize(1);
  }

  private static Object heldFor(String key) {
    String sql = "select held_for from outbound_requests where request_id = ?";
    return PostgresServer.rows(DATABASE, sql, key).getFirst().get("held_for");
  }
}

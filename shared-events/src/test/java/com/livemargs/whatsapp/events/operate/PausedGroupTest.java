package com.livemargs.whatsapp.events.operate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.livemargs.whatsapp.events.kafka.ConsumerGroup;
import com.livemargs.whatsapp.events.kafka.EventsConfiguration;
import com.livemargs.whatsapp.testkit.KafkaServer;
import com.livemargs.whatsapp.testkit.Logged;
import com.livemargs.whatsapp.testkit.OperatorHttp;
import com.livemargs.whatsapp.testkit.PartOfAService;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** A consumer group that an operator has stop and go on. */
class PausedGroupTest {

  private static final String GROUP = "paused-" + UUID.randomUUID();
  private static final String OTHER = "going-on-" + UUID.randomUUID();
  private static final String TOPIC = "whatsapp.test." + UUID.randomUUID();
  private static final KafkaServer KAFKA = KafkaServer.shared();
  private static final Queue<ConsumerRecord<String, byte[]>> TAKEN = new ConcurrentLinkedQueue<>();
  private static final Queue<ConsumerRecord<String, byte[]>> TAKEN_BY_OTHER =
      new ConcurrentLinkedQueue<>();

  private final String key = UUID.randomUUID().toString();
  private ConfigurableApplicationContext service;
  private OperatorHttp operator;

  /** A service with two groups, whose watchdog loses its patience after three seconds. */
  @Import({EventsConfiguration.class, OperatorConfiguration.class})
  static class Two {

    @Bean
    MeterRegistry meters() {
      return new SimpleMeterRegistry();
    }

    @Bean
    ConsumerGroup group() {
      return group(GROUP, TAKEN);
    }

    @Bean
    ConsumerGroup other() {
      return group(OTHER, TAKEN_BY_OTHER);
    }

    private static ConsumerGroup group(String id, Queue<ConsumerRecord<String, byte[]>> taken) {
      return new ConsumerGroup(
          id, List.of(TOPIC), batch -> Mono.fromRunnable(() -> taken.addAll(batch)));
    }
  }

  @BeforeAll
  static void makeTopic() {
    KAFKA.createTopics(2, TOPIC);
  }

  @BeforeEach
  void start() {
    service =
        PartOfAService.start(
            Two.class,
            KAFKA,
            "WHATSAPP_ADMIN_KEYS=" + OperatorHttp.KEY,
            "CONSUMER_STALLED_AFTER=3s",
            "CONSUMER_EXIT_AFTER=0s");
    operator = new OperatorHttp(service.getBean(OperatorServer.class).port(), OperatorHttp.KEY);
    await().until(() -> state(GROUP).equals("RUNNING") && state(OTHER).equals("RUNNING"));
  }

  @AfterEach
  void stop() {
    service.close();
  }

  @Test
  void aPausedGroupLeavesRecordsAloneAndTheOthersGoOn() {
    pause();
    say("a");

    await().untilAsserted(() -> assertThat(saidTo(TAKEN_BY_OTHER)).containsExactly("a"));
    // Longer than the watchdog waits for anybody, before and after new consumers.
    await().untilAsserted(() -> assertThat(waiting()).isGreaterThan(7));
    assertThat(saidTo(TAKEN)).isEmpty();
    assertThat(state(OTHER)).isEqualTo("RUNNING");
    assertThat(restarts()).isZero();
    assertThat(health("progressHealthIndicator")).isEqualTo(Status.UP);
    assertThat(health("consumersHealthIndicator")).isEqualTo(Status.UP);
    assertThat(paused(GROUP)).isEqualTo(1);
    assertThat(paused(OTHER)).isZero();
  }

  @Test
  void aResumedGroupLosesNothing() {
    say("a");
    await().untilAsserted(() -> assertThat(saidTo(TAKEN)).containsExactly("a"));
    pause();
    say("b");
    await().untilAsserted(() -> assertThat(saidTo(TAKEN_BY_OTHER)).contains("b"));
    await().untilAsserted(() -> assertThat(waiting()).isGreaterThan(4));

    assertThat(OperatorHttp.json(post("resume")).path("pausedAt").isNull()).isTrue();
    say("c");

    await().untilAsserted(() -> assertThat(saidTo(TAKEN)).containsExactly("a", "b", "c"));
    assertThat(state(GROUP)).isEqualTo("RUNNING");
    assertThat(paused(GROUP)).isZero();
    assertThat(restarts()).isZero();
  }

  @Test
  void aPauseEndsWithItsProcess() {
    pause();
    say("a");
    service.close();

    start();

    await().untilAsserted(() -> assertThat(saidTo(TAKEN)).containsExactly("a"));
  }

  @Test
  void whoIsPausedStaysAsLongAsThatAndIsToldWhatItMeans() {
    JsonNode first = pause();
    JsonNode second = pause();

    assertThat(second.path("pausedAt")).isEqualTo(first.path("pausedAt"));
    assertThat(first.path("lasts").asString()).contains("resumed", "this process ends");
  }

  @Test
  void whoPausesLeavesALineAndAGroupOfNobodyIsNotFound() {
    try (Logged audit = Logged.by(ConsumerRoutes.class)) {
      pause();

      assertThat(audit.lines())
          .singleElement()
          .satisfies(
              line ->
                  assertThat(line)
                      .contains("action=\"pause\"", "group=\"" + GROUP + "\"")
                      .containsPattern("operator=\"[0-9a-f]{8}\"")
                      .doesNotContain(OperatorHttp.KEY));
    }
    assertThat(operator.post("/consumers/nobody/pause", "").statusCode()).isEqualTo(404);
  }

  private JsonNode pause() {
    JsonNode answer = OperatorHttp.json(post("pause"));
    await().until(() -> state(GROUP).equals("PAUSED"));
    return answer;
  }

  private HttpResponse<String> post(String action) {
    HttpResponse<String> answer = operator.post("/consumers/" + GROUP + "/" + action, "");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer;
  }

  private String state(String group) {
    return OperatorHttp.json(operator.get("/consumers"))
        .valueStream()
        .filter(one -> one.path("group").asString().equals(group))
        .map(one -> one.path("state").asString())
        .findFirst()
        .orElseThrow();
  }

  private void say(String text) {
    KAFKA.produce(TOPIC, key, text);
  }

  // Other tests' records are none of this one's business.
  private List<String> saidTo(Queue<ConsumerRecord<String, byte[]>> taken) {
    return taken.stream()
        .filter(record -> key.equals(record.key()))
        .map(record -> new String(record.value(), UTF_8))
        .toList();
  }

  private double waiting() {
    return meters().get("whatsapp.consumer.progress.age").tag("group", GROUP).timeGauge().value();
  }

  private double paused(String group) {
    return meters()
        .get("whatsapp.consumer.paused")
        .tags("group", group, "reason", "operator")
        .gauge()
        .value();
  }

  private double restarts() {
    return meters().get("whatsapp.consumer.restarts").tag("group", GROUP).counter().count();
  }

  private MeterRegistry meters() {
    return service.getBean(MeterRegistry.class);
  }

  private Status health(String indicator) {
    return service.getBean(indicator, HealthIndicator.class).health().getStatus();
  }
}

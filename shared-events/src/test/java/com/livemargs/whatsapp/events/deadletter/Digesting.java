package com.livemargs.whatsapp.events.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.livemargs.whatsapp.events.Topics;
import com.livemargs.whatsapp.events.json.NotJsonException;
import com.livemargs.whatsapp.events.kafka.ConsumerGroup;
import com.livemargs.whatsapp.events.kafka.EventsConfiguration;
import com.livemargs.whatsapp.events.operate.OperatorServer;
import com.livemargs.whatsapp.testkit.KafkaServer;
import com.livemargs.whatsapp.testkit.OperatorHttp;
import com.livemargs.whatsapp.testkit.PartOfAService;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/**
 * A service whose group puts aside what its release cannot read, and an operator at it; the same
 * for all tests of this JVM.
 */
abstract class Digesting {

  static final String PHONE = "4915112345678";
  static final String KEY = "412906551877340:" + PHONE;
  static final String GROUP = "digesting-" + UUID.randomUUID();
  private static final String OTHER = "watching-" + UUID.randomUUID();
  static final String TOPIC = Topics.deadLetter(Topics.ACCOUNT, GROUP);

  static final KafkaServer KAFKA = KafkaServer.shared();
  static final AtomicBoolean BROKEN = new AtomicBoolean();
  static final ConcurrentLinkedQueue<ConsumerRecord<String, byte[]>> DIGESTED =
      new ConcurrentLinkedQueue<>();
  static final ConcurrentLinkedQueue<String> WATCHED = new ConcurrentLinkedQueue<>();

  static @Nullable OperatorHttp operator;

  /** A release that cannot read everything yet, and a group beside it that watches. */
  @Import({EventsConfiguration.class, DeadLetterConfiguration.class})
  static class Release {

    @Bean
    MeterRegistry meters() {
      return new SimpleMeterRegistry();
    }

    @Bean
    ConsumerGroup digesting() {
      return new ConsumerGroup(GROUP, List.of(Topics.ACCOUNT), batch -> digest(ours(batch)));
    }

    @Bean
    ConsumerGroup watching() {
      return new ConsumerGroup(
          OTHER,
          List.of(Topics.ACCOUNT),
          batch -> Mono.fromRunnable(() -> ours(batch).forEach(one -> WATCHED.add(text(one)))));
    }

    private static Mono<Void> digest(List<ConsumerRecord<String, byte[]>> batch) {
      return BROKEN.get() && batch.stream().anyMatch(record -> text(record).startsWith("bad"))
          ? Mono.error(new NotJsonException("the body is not JSON"))
          : Mono.fromRunnable(() -> DIGESTED.addAll(batch));
    }

    // The broker is shared: other tests' records are none of this one's business.
    private static List<ConsumerRecord<String, byte[]>> ours(
        List<ConsumerRecord<String, byte[]>> batch) {
      return batch.stream().filter(record -> KEY.equals(record.key())).toList();
    }
  }

  @BeforeAll
  static void start() {
    if (operator == null) {
      ConfigurableApplicationContext service =
          PartOfAService.start(Release.class, KAFKA, "WHATSAPP_ADMIN_KEYS=" + OperatorHttp.KEY);
      operator = new OperatorHttp(service.getBean(OperatorServer.class).port(), OperatorHttp.KEY);
    }
  }

  @BeforeEach
  void breakIt() {
    BROKEN.set(true);
  }

  static String bury() {
    String bad = "bad-" + UUID.randomUUID();
    KAFKA.produce(Topics.ACCOUNT, KEY, bad, KafkaServer.header("ce_id", "id-" + bad));
    await()
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(letter(bad, "open").isObject()).isTrue());
    return bad;
  }

  /** The place of the letter with this value, as members of an order. */
  static String order(String bad, String more) {
    return place(letterOf(bad), more);
  }

  static String place(ConsumerRecord<String, byte[]> letter, String more) {
    return "{\"topic\":\"%s\",\"partition\":%d,\"offset\":%d%s}"
        .formatted(TOPIC, letter.partition(), letter.offset(), more);
  }

  private static ConsumerRecord<String, byte[]> letterOf(String bad) {
    return KAFKA.drain(TOPIC).stream()
        .filter(record -> text(record).equals(bad))
        .findFirst()
        .orElseThrow();
  }

  /** The letter with this value in a list of one state, missing when it is not there. */
  static JsonNode letter(String bad, String state) {
    List<Long> offsets =
        KAFKA.drain(TOPIC).stream()
            .filter(record -> text(record).equals(bad))
            .map(ConsumerRecord::offset)
            .toList();
    JsonNode list =
        json(operator.get("/dead-letters/records?topic=" + TOPIC + "&limit=1000&state=" + state));
    return list.path("letters")
        .valueStream()
        .filter(letter -> offsets.contains(letter.path("offset").asLong()))
        .findFirst()
        .orElseThrow();
  }

  static JsonNode post(String action, String order) {
    var answer = operator.post("/dead-letters/" + action, order);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return json(answer);
  }

  static JsonNode json(java.net.http.HttpResponse<String> answer) {
    return OperatorHttp.json(answer);
  }

  static List<ConsumerRecord<String, byte[]>> digested(String value) {
    return DIGESTED.stream().filter(record -> text(record).equals(value)).toList();
  }

  // The broker is shared, and some of what other tests put there is empty.
  static String text(ConsumerRecord<String, byte[]> record) {
    return record.value() == null ? "" : new String(record.value(), UTF_8);
  }
}

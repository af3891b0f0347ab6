package com.livemargs.whatsapp.events.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.livemargs.whatsapp.events.EventHeaders;
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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

class DeadLetterTest {

  private static final String PHONE = "4915112345678";
  private static final String KEY = "412906551877340:" + PHONE;
  private static final String GROUP = "digesting-" + UUID.randomUUID();
  private static final String OTHER = "watching-" + UUID.randomUUID();
  private static final String TOPIC = Topics.deadLetter(Topics.ACCOUNT, GROUP);
  private static final int LARGE = 8 << 20;

  private static final KafkaServer KAFKA = KafkaServer.shared();
  private static final AtomicBoolean BROKEN = new AtomicBoolean();
  private static final ConcurrentLinkedQueue<ConsumerRecord<String, byte[]>> DIGESTED =
      new ConcurrentLinkedQueue<>();
  private static final ConcurrentLinkedQueue<String> WATCHED = new ConcurrentLinkedQueue<>();

  private static ConfigurableApplicationContext service;
  private static OperatorHttp operator;

  /** A service with a group that digests only what its release can read, and one that watches. */
  @Import({EventsConfiguration.class, DeadLetterConfiguration.class})
  static class Digesting {

    @Bean
    MeterRegistry meters() {
      return new SimpleMeterRegistry();
    }

    @Bean
    ConsumerGroup digesting() {
      return new ConsumerGroup(GROUP, List.of(Topics.ACCOUNT), Digesting::digest);
    }

    @Bean
    ConsumerGroup watching() {
      return new ConsumerGroup(
          OTHER,
          List.of(Topics.ACCOUNT),
          batch -> Mono.fromRunnable(() -> batch.forEach(record -> WATCHED.add(text(record)))));
    }

    private static Mono<Void> digest(List<ConsumerRecord<String, byte[]>> batch) {
      return BROKEN.get() && batch.stream().anyMatch(record -> text(record).startsWith("bad"))
          ? Mono.error(new NotJsonException("the body is not JSON"))
          : Mono.fromRunnable(() -> DIGESTED.addAll(batch));
    }
  }

  @BeforeAll
  static void start() {
    service =
        PartOfAService.start(Digesting.class, KAFKA, "WHATSAPP_ADMIN_KEYS=" + OperatorHttp.KEY);
    operator = new OperatorHttp(service.getBean(OperatorServer.class).port(), OperatorHttp.KEY);
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @BeforeEach
  void breakIt() {
    BROKEN.set(true);
  }

  @Test
  void aFixedReleaseDigestsWhatIsReplayedAndOnlyTheGroupThatFailedReadsItAgain() {
    String bad = bury();
    BROKEN.set(false);

    JsonNode report = post("replay", order(bad, ",\"dryRun\":false,\"ratePerSecond\":1000"));

    assertThat(report.path("done").asInt()).isEqualTo(1);
    await().untilAsserted(() -> assertThat(digested(bad)).hasSize(1));
    ConsumerRecord<String, byte[]> back = digested(bad).getFirst();
    assertThat(back.key()).isEqualTo(KEY);
    assertThat(EventHeaders.text(back.headers(), "ce_id")).isEqualTo("id-" + bad);
    assertThat(EventHeaders.text(back.headers(), "replay-id"))
        .isEqualTo(report.path("id").asString());
    assertThat(back.headers()).noneMatch(header -> header.key().startsWith("dlt-"));
    assertThat(KAFKA.drain(Topics.ACCOUNT).stream().filter(r -> text(r).equals(bad)))
        .extracting(ConsumerRecord::timestamp)
        .containsExactly(back.timestamp(), back.timestamp());
    // The watching group has read what came after it: it has passed the replayed record by.
    String after = "after-" + UUID.randomUUID();
    KAFKA.produce(Topics.ACCOUNT, KEY, after);
    await().untilAsserted(() -> assertThat(WATCHED).contains(after));
    assertThat(WATCHED).filteredOn(bad::equals).hasSize(1);
  }

  @Test
  void withoutBeingToldSoNothingIsReplayedNorDiscarded() {
    String bad = bury();
    BROKEN.set(false);

    assertThat(post("replay", order(bad, "")).path("done").asInt()).isEqualTo(1);
    assertThat(post("discard", order(bad, ",\"why\":\"test\"")).path("dryRun").asBoolean())
        .isTrue();

    assertThat(letter(bad, "all").path("state").asString()).isEqualTo("OPEN");
    assertThat(KAFKA.drain(Topics.ACCOUNT)).filteredOn(r -> text(r).equals(bad)).hasSize(1);
  }

  @Test
  void whatWasReplayedIsShownSoAndIsNotReplayedASecondTime() {
    String bad = bury();
    BROKEN.set(false);
    String order = order(bad, ",\"dryRun\":false");

    assertThat(post("replay", order).path("done").asInt()).isEqualTo(1);
    assertThat(post("replay", order).path("done").asInt()).isEqualTo(0);

    JsonNode letter = letter(bad, "replayed");
    assertThat(letter.path("handled").path("operator").asString()).hasSize(8);
    assertThat(KAFKA.drain(Topics.ACCOUNT)).filteredOn(r -> text(r).equals(bad)).hasSize(2);
  }

  @Test
  void whatFailsAgainComesBackAsANewLetterThatKnowsItsAttempts() {
    String bad = bury();

    post("replay", order(bad, ",\"dryRun\":false"));

    await()
        .untilAsserted(() -> assertThat(letter(bad, "open").path("attempts").asInt()).isEqualTo(2));
    assertThat(letter(bad, "replayed").path("attempts").asInt()).isEqualTo(1);
  }

  @Test
  void ofALetterThatWasCutTheWholeRecordIsReplayed() {
    String bad = "bad-" + UUID.randomUUID();
    byte[] whole = Arrays.copyOf(bad.getBytes(UTF_8), LARGE);
    produceLarge(whole, KafkaServer.header("ce_id", "id-" + bad));
    ConsumerRecord<String, byte[]> cut =
        await().until(() -> beginningWith(bad), letters -> !letters.isEmpty()).getFirst();
    assertThat(cut.value()).hasSizeLessThan(LARGE);
    BROKEN.set(false);

    JsonNode report = post("replay", place(cut, ",\"dryRun\":false"));

    assertThat(report.path("done").asInt()).as(report.toString()).isEqualTo(1);
    await().untilAsserted(() -> assertThat(digestedBeginningWith(bad)).hasSize(1));
    ConsumerRecord<String, byte[]> back = digestedBeginningWith(bad).getFirst();
    assertThat(back.value()).isEqualTo(whole);
    assertThat(back.key()).isEqualTo(KEY);
    assertThat(EventHeaders.text(back.headers(), "ce_id")).isEqualTo("id-" + bad);
    assertThat(EventHeaders.text(back.headers(), "replay-group")).isEqualTo(GROUP);
    assertThat(Long.toString(back.timestamp()))
        .isEqualTo(EventHeaders.text(cut.headers(), "dlt-timestamp"));
    assertThat(post("replay", place(cut, ",\"dryRun\":false")).path("done").asInt()).isZero();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, Long.MAX_VALUE / 100})
  void aLetterThatWasCutStaysOpenWhereItsRecordIsGoneOrAnotherLiesInItsPlace(long offset) {
    RecordMetadata other = KAFKA.produce(Topics.ACCOUNT, KEY, "another");
    RecordMetadata cut =
        KAFKA.produce(
            TOPIC,
            KEY,
            "beginning",
            KafkaServer.header("dlt-topic", Topics.ACCOUNT),
            KafkaServer.header("dlt-group", GROUP),
            KafkaServer.header("dlt-partition", Integer.toString(other.partition())),
            KafkaServer.header("dlt-offset", Long.toString(other.offset() + offset)),
            KafkaServer.header("dlt-timestamp", Long.toString(other.timestamp())),
            KafkaServer.header("dlt-value-bytes", "7"));
    String order =
        "{\"topic\":\"%s\",\"partition\":%d,\"offset\":%d%s}"
            .formatted(TOPIC, cut.partition(), cut.offset(), ",\"dryRun\":false");

    JsonNode report = post("replay", order);

    assertThat(report.path("done").asInt()).isZero();
    assertThat(report.path("refused").asInt()).isEqualTo(1);
    JsonNode refusal = report.path("refusals").get(0);
    assertThat(refusal.path("offset").asLong()).isEqualTo(cut.offset());
    assertThat(refusal.path("why").asString()).contains("the whole record no longer lies");
    assertThat(letter("beginning", "open").path("state").asString()).isEqualTo("OPEN");
    assertThat(KAFKA.drain(Topics.ACCOUNT)).noneMatch(r -> text(r).equals("beginning"));
  }

  @Test
  void aDiscardNamesItsReasonAndIsRemembered() {
    String bad = bury();
    assertThat(operator.post("/dead-letters/discard", order(bad, ",\"dryRun\":false")).statusCode())
        .isEqualTo(400);

    JsonNode report = post("discard", order(bad, ",\"dryRun\":false,\"why\":\"a test's\""));

    assertThat(report.path("done").asInt()).isEqualTo(1);
    assertThat(letter(bad, "discarded").path("handled").path("why").asString())
        .isEqualTo("a test's");
    assertThat(KAFKA.drain(Topics.ACCOUNT)).filteredOn(r -> text(r).equals(bad)).hasSize(1);
  }

  @Test
  void countsTellWhatIsStillOpen() {
    String bad = bury();
    JsonNode before = count();

    post("discard", order(bad, ",\"dryRun\":false,\"why\":\"counted\""));

    assertThat(count().path("open").asLong()).isEqualTo(before.path("open").asLong() - 1);
    assertThat(count().path("records").asLong()).isEqualTo(before.path("records").asLong());
  }

  @Test
  void listsShowNothingOfACustomerAndOneRecordShowsAll() {
    String bad = bury();

    String list = operator.get("/dead-letters/records?topic=" + TOPIC).body();
    JsonNode letter = letter(bad, "open");
    JsonNode opened =
        json(
            operator.get(
                "/dead-letters/records/%s/%d/%d"
                    .formatted(
                        TOPIC, letter.path("partition").asInt(), letter.path("offset").asLong())));

    assertThat(list).doesNotContain(PHONE).doesNotContain(bad).contains("412906551877340:***78");
    assertThat(letter.path("reason").asString())
        .isEqualTo("NotJsonException: the body is not JSON");
    assertThat(letter.path("source").asString()).isEqualTo(Topics.ACCOUNT);
    assertThat(opened.path("value").asString()).isEqualTo(bad);
    assertThat(opened.path("key").asString()).isEqualTo(KEY);
    assertThat(opened.path("headers").path("ce_id").asString()).isEqualTo("id-" + bad);
  }

  @Test
  void aMisspeltFilterIsRefusedInPlaceOfMeaningEverything() {
    assertThat(operator.post("/dead-letters/replay", "{\"topik\":\"x\"}").statusCode())
        .isEqualTo(400);
    assertThat(
            operator.post("/dead-letters/replay", "{\"topic\":\"whatsapp.messages\"}").statusCode())
        .isEqualTo(400);
    assertThat(operator.get("/dead-letters/records?from=yesterday").statusCode()).isEqualTo(400);
  }

  @Test
  void filtersLeaveEverythingElseAlone() {
    String bad = bury();
    String place = order(bad, "");

    assertThat(post("replay", place.replace("}", ",\"reason\":\"timeout\"}")).path("done").asInt())
        .isZero();
    assertThat(post("replay", place.replace("}", ",\"reason\":\"NOT json\"}")).path("done").asInt())
        .isEqualTo(1);
    assertThat(
            post("replay", place.replace("}", ",\"to\":\"2020-01-01T00:00:00Z\"}"))
                .path("done")
                .asInt())
        .isZero();
  }

  private static String bury() {
    String bad = "bad-" + UUID.randomUUID();
    KAFKA.produce(Topics.ACCOUNT, KEY, bad, KafkaServer.header("ce_id", "id-" + bad));
    await()
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(letter(bad, "open").isObject()).isTrue());
    return bad;
  }

  // A producer's limit is on what is not compressed, a topic's on what is.
  private static void produceLarge(byte[] value, Header header) {
    Map<String, Object> config =
        Map.of(
            "bootstrap.servers",
            KAFKA.bootstrapServers(),
            "compression.type",
            "lz4",
            "max.request.size",
            2 * LARGE);
    try (var producer =
        new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(Topics.ACCOUNT, null, null, KEY, value, List.of(header)));
    }
  }

  private static List<ConsumerRecord<String, byte[]>> beginningWith(String bad) {
    return KAFKA.drain(TOPIC).stream().filter(record -> text(record).startsWith(bad)).toList();
  }

  private static List<ConsumerRecord<String, byte[]>> digestedBeginningWith(String bad) {
    return DIGESTED.stream().filter(record -> text(record).startsWith(bad)).toList();
  }

  /** The place of the letter with this value, as members of an order. */
  private static String order(String bad, String more) {
    return place(letterOf(bad), more);
  }

  private static String place(ConsumerRecord<String, byte[]> letter, String more) {
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
  private static JsonNode letter(String bad, String state) {
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

  private static JsonNode count() {
    return json(operator.get("/dead-letters"))
        .valueStream()
        .filter(count -> count.path("topic").asString().equals(TOPIC))
        .findFirst()
        .orElseThrow();
  }

  private static JsonNode post(String action, String order) {
    var answer = operator.post("/dead-letters/" + action, order);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return json(answer);
  }

  private static JsonNode json(java.net.http.HttpResponse<String> answer) {
    return OperatorHttp.json(answer);
  }

  private static List<ConsumerRecord<String, byte[]>> digested(String value) {
    return DIGESTED.stream().filter(record -> text(record).equals(value)).toList();
  }

  // The broker is shared, and some of what other tests put there is empty.
  private static String text(ConsumerRecord<String, byte[]> record) {
    return record.value() == null ? "" : new String(record.value(), UTF_8);
  }
}

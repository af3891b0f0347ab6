package com.livemargs.whatsapp.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import com.livemargs.whatsapp.events.EventHeaders;
import com.livemargs.whatsapp.events.Topics;
import com.livemargs.whatsapp.events.outbound.SendOutcome;
import com.livemargs.whatsapp.events.outbound.SendResult;
import com.livemargs.whatsapp.testkit.KafkaServer;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

class CommandTopicTest extends OutboundTest {

  private static final String DLT = Topics.deadLetter(Topics.OUTBOUND, "outbound-sender");

  @Autowired private MeterRegistry meters;

  private static String command(String requestId, String phone, String text) {
    return "{\"type\":\"send-message\",\"requestId\":\"%s\",\"phoneNumber\":\"+%s\",\"text\":\"%s\"}"
        .formatted(requestId, phone, text);
  }

  private static List<ConsumerRecord<String, byte[]>> buried(String key) {
    return KAFKA.drain(DLT).stream().filter(record -> key.equals(record.key())).toList();
  }

  private static ConsumerRecord<String, byte[]> awaitBuried(String key) {
    Awaitility.await().until(() -> !buried(key).isEmpty());
    return buried(key).getFirst();
  }

  private static String reason(ConsumerRecord<String, byte[]> record) {
    return String.valueOf(EventHeaders.text(record.headers(), "dlt-reason"));
  }

  @Test
  void commandIsSentAndToldWithStableIdsOnTheConversationsKey() {
    String phone = newPhone();
    String id = UUID.randomUUID().toString();
    String trace = EventHeaders.newTrace();

    KAFKA.produce(
        Topics.OUTBOUND,
        null,
        command(id, phone, "x"),
        KafkaServer.header(EventHeaders.TRACEPARENT, trace));

    SendResult sent = awaitResults(id, 2).getLast();
    assertThat(sent.type()).isEqualTo(SendOutcome.SENT);
    assertThat(sent.roomName()).isEqualTo("whatsapp_" + phone);
    List<ConsumerRecord<String, byte[]>> told =
        KAFKA.drain(Topics.OUTBOUND_RESULTS).stream()
            .filter(record -> SendResult.parse(record.value()).requestId().equals(id))
            .toList();
    assertThat(told).allMatch(record -> (NUMBER + ":" + phone).equals(record.key()));
    assertThat(told)
        .extracting(record -> EventHeaders.text(record.headers(), "ce_id"))
        .containsExactly(sent.messageId() + ":pending", sent.messageId() + ":sent");
    assertThat(told)
        .extracting(record -> EventHeaders.text(record.headers(), "ce_type"))
        .containsExactly("whatsapp.outbound.pending", "whatsapp.outbound.sent");
    assertThat(told)
        .allMatch(record -> trace.equals(EventHeaders.text(record.headers(), "traceparent")));
  }

  @Test
  void sameRequestIdIsSentOnce() {
    String phone = newPhone();
    String id = UUID.randomUUID().toString();

    KAFKA.produce(Topics.OUTBOUND, "a" + phone, command(id, phone, "x"));
    KAFKA.produce(Topics.OUTBOUND, "b" + phone, command(id, phone, "x"));
    KAFKA.produce(Topics.OUTBOUND, "a" + phone, command("1" + id, phone, "y"));
    KAFKA.produce(Topics.OUTBOUND, "b" + phone, command("2" + id, phone, "y"));

    awaitResults("1" + id, 2);
    awaitResults("2" + id, 2);
    assertThat(GRAPH.callsTo("+" + phone))
        .extracting(FakeGraph.Call::text)
        .containsExactly("x", "y", "y");
    assertThat(resultsOf(id)).hasSize(2);
  }

  @Test
  void sameRequestIdWithAnotherMessageIsPutAsideAndTheFirstStands() {
    String phone = newPhone();
    String id = UUID.randomUUID().toString();

    KAFKA.produce(Topics.OUTBOUND, phone, command(id, phone, "x"));
    KAFKA.produce(Topics.OUTBOUND, phone, command(id, phone, "other"));

    assertThat(reason(awaitBuried(phone))).contains("requestId");
    assertThat(awaitResults(id, 2).getLast().type()).isEqualTo(SendOutcome.SENT);
    assertThat(GRAPH.callsTo("+" + phone)).extracting(FakeGraph.Call::text).containsExactly("x");
  }

  @Test
  void brokenRepeatOfWhatWasSentIsPutAsideAndNobodyIsToldThatItFailed() {
    String phone = newPhone();
    String id = UUID.randomUUID().toString();
    KAFKA.produce(Topics.OUTBOUND, phone, command(id, phone, "x"));
    assertThat(awaitResults(id, 2).getLast().type()).isEqualTo(SendOutcome.SENT);

    KAFKA.produce(Topics.OUTBOUND, phone, command(id, phone, ""));

    assertThat(reason(awaitBuried(phone))).contains("requestId");
    assertThat(resultsOf(id)).hasSize(2);
  }

  @Test
  void brokenRepeatThatIsReadTogetherWithWhatIsSentIsPutAsideTheSame() {
    String phone = newPhone();
    String id = UUID.randomUUID().toString();

    produceTogether(phone, command(id, phone, "x"), command(id, phone, ""));

    assertThat(awaitResults(id, 2))
        .extracting(SendResult::type)
        .containsExactly(SendOutcome.PENDING, SendOutcome.SENT);
    assertThat(reason(awaitBuried(phone))).contains("requestId");
    assertThat(resultsOf(id)).hasSize(2);
  }

  // In one batch of the producer's, which the broker hands out whole.
  private static void produceTogether(String key, String... values) {
    Map<String, Object> config =
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            KAFKA.bootstrapServers(),
            ProducerConfig.LINGER_MS_CONFIG,
            60_000);
    try (var producer =
        new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
      for (String value : values) {
        producer.send(new ProducerRecord<>(Topics.OUTBOUND, key, value));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"order-\uD83C\uDF89-", "Bestellung für Müller: "})
  void requestIdMayHoldAnyCharacter(String start) {
    String phone = newPhone();
    String id = start + UUID.randomUUID();

    KAFKA.produce(Topics.OUTBOUND, phone, command(id, phone, "x"));

    assertThat(awaitResults(id, 2).getLast().type()).isEqualTo(SendOutcome.SENT);
  }

  @Test
  void whatIsReadableOfARefusedCommandIsTold() {
    String phone = newPhone();
    String words = UUID.randomUUID().toString();
    String file = UUID.randomUUID().toString();

    KAFKA.produce(
        Topics.OUTBOUND,
        phone,
        command(words, phone, "Hello").replace("}", ",\"mediaType\":\"image\"}"));
    KAFKA.produce(
        Topics.OUTBOUND,
        phone,
        command(file, phone, "Hello")
            .replace("}", ",\"mediaType\":\"audio\",\"mediaUrl\":\"https://a.b/c\"}"));

    SendResult failed = awaitResults(words, 1).getFirst();
    assertThat(failed.text()).isEqualTo("Hello");
    assertThat(awaitResults(file, 1).getFirst())
        .extracting(SendResult::messageType, SendResult::mediaUrl, SendResult::text)
        .containsExactly("audio", "https://a.b/c", null);
  }

  @Test
  void requestIdWithACharacterThatNoDatabaseTakesIsTold() {
    String phone = newPhone();
    String id = UUID.randomUUID() + "\u0000";

    KAFKA.produce(Topics.OUTBOUND, phone, command(id.replace("\u0000", "\\u0000"), phone, "x"));

    assertThat(awaitResults(id, 1).getFirst().type()).isEqualTo(SendOutcome.FAILED);
    assertThat(reason(awaitBuried(phone))).contains("requestId");
  }

  @ParameterizedTest
  @ValueSource(ints = {255, 256})
  void whoseRequestIdIsTooLongIsTold(int length) {
    String phone = newPhone();
    String id = UUID.randomUUID() + "x".repeat(length - 36);

    KAFKA.produce(Topics.OUTBOUND, phone, command(id, phone, "x"));

    SendResult last = awaitResults(id, length > 255 ? 1 : 2).getLast();
    assertThat(last.type()).isEqualTo(length > 255 ? SendOutcome.FAILED : SendOutcome.SENT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "not json",
        "[]",
        "{\"type\":\"send-message\",\"phoneNumber\":\"+49155\",\"text\":\"x\"}",
        "{\"type\":\"send-message\",\"requestId\":\"\",\"phoneNumber\":\"+49155\",\"text\":\"x\"}",
        "{\"type\":\"send-message\",\"requestId\":\"\\ud83c\",\"phoneNumber\":\"+49155\",\"text\":\"x\"}",
        "{\"type\":\"send-message\",\"requestId\":7,\"phoneNumber\":\"+49155\",\"text\":\"x\"}"
      })
  void unreadableCommandIsPutAsideAndItsNeighbourIsSent(String value) {
    String phone = newPhone();
    String id = UUID.randomUUID().toString();

    KAFKA.produce(Topics.OUTBOUND, phone, value);
    KAFKA.produce(Topics.OUTBOUND, phone, command(id, phone, "x"));

    assertThat(new String(awaitBuried(phone).value(), java.nio.charset.StandardCharsets.UTF_8))
        .isEqualTo(value);
    assertThat(awaitResults(id, 2).getLast().type()).isEqualTo(SendOutcome.SENT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"send-message\",\"requestId\":\"ID\",\"phoneNumber\":\"PHONE\"}",
        "{\"type\":\"send-fax\",\"requestId\":\"ID\",\"phoneNumber\":\"PHONE\",\"text\":\"x\"}",
        "{\"type\":\"send-message\",\"requestId\":\"ID\",\"phoneNumber\":\"PHONE\",\"text\":\"\\u0000\"}",
        "{\"type\":\"send-message\",\"requestId\":\"ID\",\"roomName\":\"lobby\",\"text\":\"x\"}"
      })
  void invalidCommandIsPutAsideAndItsCallerIsTold(String template) {
    String phone = newPhone();
    String id = UUID.randomUUID().toString();

    KAFKA.produce(Topics.OUTBOUND, phone, template.replace("ID", id).replace("PHONE", phone));

    SendResult failed = awaitResults(id, 1).getFirst();
    assertThat(failed.type()).isEqualTo(SendOutcome.FAILED);
    assertThat(failed.reason()).isNotBlank();
    assertThat(failed.metaCode()).isNull();
    assertThat(reason(awaitBuried(phone))).contains(failed.reason());
    assertThat(GRAPH.callsTo("+" + phone)).isEmpty();
  }

  @Test
  void commandThatIsPutAsideIsCounted() {
    String phone = newPhone();
    String taken = UUID.randomUUID().toString();
    // Once this one is taken, all that was put aside before it is counted.
    KAFKA.produce(Topics.OUTBOUND, phone, command(taken, phone, "x"));
    awaitResults(taken, 1);
    var counter =
        meters.counter("whatsapp.consumer.records", "group", "outbound-sender", "outcome", "dlt");
    double before = counter.count();

    KAFKA.produce(Topics.OUTBOUND, phone, "not json");

    awaitBuried(phone);
    Awaitility.await().untilAsserted(() -> assertThat(counter.count()).isEqualTo(before + 1));
  }

  @Test
  void refusedCommandIsToldWithMetasCode() {
    String phone = newPhone();
    String id = UUID.randomUUID().toString();
    GRAPH.script("+" + phone, FakeGraph.sample("error.131047.http400"));

    KAFKA.produce(Topics.OUTBOUND, phone, command(id, phone, "x"));

    SendResult failed = awaitResults(id, 2).getLast();
    assertThat(failed.type()).isEqualTo(SendOutcome.FAILED);
    assertThat(failed.metaCode()).isEqualTo(131047);
    assertThat(buried(phone)).isEmpty();
  }
}

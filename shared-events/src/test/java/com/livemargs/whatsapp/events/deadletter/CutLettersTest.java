package com.livemargs.whatsapp.events.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.livemargs.whatsapp.events.EventHeaders;
import com.livemargs.whatsapp.events.Topics;
import com.livemargs.whatsapp.testkit.KafkaServer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Letters that hold only the beginning of their record. */
class CutLettersTest extends Digesting {

  private static final int LARGE = 8 << 20;

  @Test
  void ofALetterThatWasCutTheWholeRecordIsReplayed() {
    String bad = "bad-" + UUID.randomUUID();
    byte[] whole = Arrays.copyOf(bad.getBytes(UTF_8), LARGE);
    produceLarge(Topics.ACCOUNT, whole, KafkaServer.header("ce_id", "id-" + bad));
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

  // Its program compressed it better than we do, or its topic took more once.
  @Test
  void aWholeLetterThatItsTopicDoesNotTakeStaysOpenAndSaysWhy() {
    byte[] value = new byte[6 * LARGE / 7];
    new Random(1).nextBytes(value);
    RecordMetadata letter =
        produceLarge(
            TOPIC,
            value,
            KafkaServer.header("dlt-topic", Topics.ACCOUNT),
            KafkaServer.header("dlt-group", GROUP));

    JsonNode report =
        post(
            "replay",
            "{\"topic\":\"%s\",\"partition\":%d,\"offset\":%d,\"dryRun\":false}"
                .formatted(TOPIC, letter.partition(), letter.offset()));

    assertThat(report.path("refused").asInt()).as(report.toString()).isEqualTo(1);
    assertThat(report.path("refusals").get(0).path("why").asString()).contains("max.message.bytes");
  }

  // A producer's limit is on what is not compressed, a topic's on what is.
  private static RecordMetadata produceLarge(String topic, byte[] value, Header... headers) {
    Map<String, Object> config =
        Map.of(
            "bootstrap.servers",
            KAFKA.bootstrapServers(),
            "compression.type",
            "lz4",
            "max.request.size",
            2 * LARGE);
    var record = new ProducerRecord<>(topic, null, null, KEY, value, List.of(headers));
    try (var producer =
        new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer())) {
      return producer.send(record).get();
    } catch (InterruptedException | ExecutionException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static List<ConsumerRecord<String, byte[]>> beginningWith(String bad) {
    return KAFKA.drain(TOPIC).stream().filter(record -> text(record).startsWith(bad)).toList();
  }

  private static List<ConsumerRecord<String, byte[]>> digestedBeginningWith(String bad) {
    return DIGESTED.stream().filter(record -> text(record).startsWith(bad)).toList();
  }
}

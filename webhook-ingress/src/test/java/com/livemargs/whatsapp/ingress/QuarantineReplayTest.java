package com.livemargs.whatsapp.ingress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.livemargs.whatsapp.events.EventHeaders;
import com.livemargs.whatsapp.events.Topics;
import com.livemargs.whatsapp.events.operate.OperatorServer;
import com.livemargs.whatsapp.testkit.KafkaServer;
import com.livemargs.whatsapp.testkit.OperatorHttp;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

@TestPropertySource(properties = "WHATSAPP_ADMIN_KEYS=" + OperatorHttp.KEY)
class QuarantineReplayTest extends DoorTest {

  private static final String CHANGE =
      """
      {"field":"messages","value":{"metadata":{"phone_number_id":"412906551877340"},
       "messages":[{"from":"4915112345678","id":"%s","timestamp":"1700000000","type":"text","text":{"body":"x"}}]}}\
      """;

  @Autowired private OperatorServer operators;

  private final String wamid = "wamid." + UUID.randomUUID();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%s",
        "{\"id\":\"318840057731126\",\"changes\":[%s]}",
        "{\"object\":\"whatsapp_business_account\",\"entry\":[{\"id\":\"318840057731126\",\"changes\":[%s]}]}"
      })
  void whatThisReleaseCanSplitGoesWhereItBelongs(String around) {
    RecordMetadata place = quarantine(around.formatted(CHANGE.formatted(wamid)));
    Published published = Published.since();

    JsonNode report = post("replay", place, ",\"dryRun\":false");

    assertThat(report.path("done").asInt()).isEqualTo(1);
    List<ConsumerRecord<String, byte[]>> messages = published.on(Topics.MESSAGES);
    assertThat(messages).hasSize(1);
    ConsumerRecord<String, byte[]> message = messages.getFirst();
    assertThat(new String(message.value(), UTF_8)).isEqualTo(CHANGE.formatted(wamid));
    assertThat(message.key()).isEqualTo("412906551877340:4915112345678");
    assertThat(EventHeaders.text(message.headers(), "ce_id")).isEqualTo(wamid);
    assertThat(EventHeaders.text(message.headers(), "ce_source"))
        .isEqualTo("/whatsapp/waba/318840057731126");
    assertThat(post("replay", place, ",\"dryRun\":false").path("done").asInt()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "not json",
        "{\"entry\":[]}",
        "{\"foo\":1}",
        "{\"id\":\"318840057731126\",\"time\":1}",
        "{\"field\":\"messages\",\"value\":{\"messages\":[7]}}",
        "[]"
      })
  void whatStillHasNoPlaceStaysOpen(String body) {
    RecordMetadata place = quarantine(body);
    Published published = Published.since();

    JsonNode report = post("replay", place, ",\"dryRun\":false");

    assertThat(report.path("done").asInt()).isZero();
    assertThat(report.path("refused").asInt()).isEqualTo(1);
    assertThat(report.path("refusals").findValuesAsString("why"))
        .singleElement()
        .satisfies(why -> assertThat(why).contains("no place"));
    assertThat(published.count()).isZero();
    assertThat(post("replay", place, "").path("done").asInt()).isEqualTo(1);
  }

  @Test
  void anOldLinkTakesTheKeyOfNone() {
    String id = "DE." + wamid.substring("wamid.".length());
    String shown =
        CHANGE.formatted(wamid).replace("\"from\":", "\"from_user_id\":\"" + id + "\",\"from\":");
    String newer = shown.replace(wamid, wamid + ".2").replace("1700000000", "1800000000");
    Published published = Published.since();
    meta.deliver("{\"entry\":[{\"changes\":[" + newer + "]}]}");
    String key = published.on(Topics.IDENTITIES).getFirst().key();

    post("replay", quarantine(shown), ",\"dryRun\":false");

    List<ConsumerRecord<String, byte[]>> links = published.on(Topics.IDENTITIES);
    assertThat(links).hasSize(2);
    assertThat(links).filteredOn(link -> link.key().equals(key)).hasSize(1);
  }

  @Test
  void oneRecordShowsItsBytesAndItsReason() {
    RecordMetadata place = quarantine("caf\u00e9 " + wamid);

    JsonNode opened =
        json(
            operator()
                .get(
                    "/quarantine/records/%s/%d/%d"
                        .formatted(Topics.QUARANTINE, place.partition(), place.offset())));

    assertThat(opened.path("value").asString()).isEqualTo("caf\u00e9 " + wamid);
    assertThat(opened.path("headers").path("quarantine-reason").asString()).isEqualTo("a test's");
  }

  private static RecordMetadata quarantine(String value) {
    return KAFKA.produce(
        Topics.QUARANTINE,
        "hash",
        value,
        KafkaServer.header("quarantine-reason", "a test's"),
        KafkaServer.header("ce_source", "/whatsapp/waba/318840057731126"));
  }

  private JsonNode post(String action, RecordMetadata place, String more) {
    String order =
        "{\"topic\":\"%s\",\"partition\":%d,\"offset\":%d%s}"
            .formatted(Topics.QUARANTINE, place.partition(), place.offset(), more);
    return json(operator().post("/quarantine/" + action, order));
  }

  private OperatorHttp operator() {
    return new OperatorHttp(operators.port(), OperatorHttp.KEY);
  }

  private static JsonNode json(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return OperatorHttp.json(answer);
  }
}

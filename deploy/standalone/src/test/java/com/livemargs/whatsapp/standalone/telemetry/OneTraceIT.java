package com.livemargs.whatsapp.standalone.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.livemargs.whatsapp.events.EventHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A trace that somebody began goes on at every hop that a message makes. */
class OneTraceIT {

  private static final String MEDIA = "880177245118834";
  private static final byte[] PNG =
      Base64.getDecoder()
          .decode(
              "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

  private final House house = House.shared();
  private final String trace = random(16);
  private final String traceparent = "00-" + trace + "-" + random(8) + "-01";

  private static String random(int bytes) {
    byte[] random = new byte[bytes];
    ThreadLocalRandom.current().nextBytes(random);
    return HexFormat.of().formatHex(random);
  }

  @Test
  void fromTheWebhookOverTheMessageToItsFile() {
    house.shelve(MEDIA, PNG);
    String body =
        """
        {"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"messages","value":{
        "messaging_product":"whatsapp","metadata":{"display_phone_number":"1","phone_number_id":"%s"},
        "contacts":[{"profile":{"name":"T"},"wa_id":"4915770011224"}],
        "messages":[{"from":"4915770011224","id":"wamid.%s","timestamp":"1780302539","type":"image",
        "image":{"mime_type":"image/png","id":"%s"}}]}}]}]}
        """
            .formatted(house.fixture.secret("WHATSAPP_PHONE_NUMBER_ID"), random(12), MEDIA);

    assertThat(house.webhook(body, "traceparent", traceparent).status()).isEqualTo(200);

    eventuallyOn("whatsapp.messages", 1);
    eventuallyOn("whatsapp.media", 1);
  }

  @Test
  void fromACallOverHttpToItsResults() {
    Map<String, String> message = Map.of("phoneNumber", "+4915770011225", "text", "traced");

    assertThat(house.sent(message, trace, "traceparent", traceparent).status()).isEqualTo(200);

    eventuallyOn("whatsapp.outbound.results", 2);
  }

  @Test
  void fromACommandToItsResults() {
    house.kafka.produce(
        "whatsapp.outbound",
        "k",
        ("{\"type\":\"send-message\",\"requestId\":\"%s\",\"phoneNumber\":\"+4915770011226\",\"text\":\"t\"}")
            .formatted(trace)
            .getBytes(StandardCharsets.UTF_8),
        EventHeaders.header(EventHeaders.TRACEPARENT, traceparent));

    eventuallyOn("whatsapp.outbound.results", 2);
  }

  @Test
  void fromARecordThatCannotBeReadToItsDeadLetter() {
    house.kafka.produce(
        "whatsapp.messages",
        "k",
        "not JSON".getBytes(StandardCharsets.UTF_8),
        EventHeaders.header(EventHeaders.TRACEPARENT, traceparent));

    eventuallyOn("whatsapp.messages.persistence-postgres.dlt", 1);
  }

  private void eventuallyOn(String topic, int records) {
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(traced(topic)).hasSizeGreaterThanOrEqualTo(records));
  }

  private List<String> traced(String topic) {
    return house.kafka.drain(topic).stream()
        .map(record -> record.headers().lastHeader(EventHeaders.TRACEPARENT))
        .map(OneTraceIT::text)
        .filter(text -> text.contains(trace))
        .toList();
  }

  private static String text(@Nullable Header header) {
    return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
  }
}

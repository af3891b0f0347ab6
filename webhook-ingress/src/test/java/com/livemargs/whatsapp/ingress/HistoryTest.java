package com.livemargs.whatsapp.ingress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.livemargs.whatsapp.events.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HistoryTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int ITEMS = 14_000;

  @Test
  void threeMegabytesOfOneThreadAreAcknowledgedInTimeByABrokerThatIsFarAway() throws Exception {
    try (FarBroker far = new FarBroker(Duration.ofMillis(10));
        LoneDoor door = LoneDoor.startAt(far.address(), Map.of())) {
      door.awaitReadiness(200);
      byte[] history = history().getBytes(UTF_8);

      await().atMost(PATIENCE).until(() -> door.meta.deliverOnce(history).statusCode() == 200);

      assertThat(history.length).isBetween(2_900_000, 3_100_000);
      assertThat(far.kafka.drain(Topics.MESSAGES)).hasSizeGreaterThanOrEqualTo(ITEMS);
    }
  }

  private static String history() {
    return """
        {"object":"whatsapp_business_account","entry":[{"id":"318","changes":[{"field":"history",
        "value":{"metadata":{"display_phone_number":"493055501188","phone_number_id":"412906551877340"},
        "history":[{"metadata":{"phase":0,"chunk_order":1,"progress":40},
        "threads":[{"id":"4915550118822","messages":[%s]}]}]}}]}]}"""
        .formatted(IntStream.range(0, ITEMS).mapToObj(HistoryTest::item).collect(joining(",")));
  }

  private static String item(int index) {
    return """
        {"from":"4915550118822","id":"wamid.HBgNNDkxNTU1MDExODgyMhUCABIYFDNBMDk5NzhEMkFCN0%06d",\
        "timestamp":"1780211800","type":"text","text":{"body":"Guten Tag, und so weiter"},\
        "history_context":{"status":"READ"}}"""
        .formatted(index);
  }
}

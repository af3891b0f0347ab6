package com.livemargs.whatsapp.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import com.livemargs.whatsapp.events.EventHeaders;
import com.livemargs.whatsapp.testkit.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SamplesTest extends DoorTest {

  static Stream<String> samples() {
    return Samples.webhooks().keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void everyItemOfASampleIsOneRecordInMetasShapeAndRepeatsItsIdWhenRedelivered(String name) {
    byte[] body = Samples.bytes(name);
    List<Expected> expected = Expected.of(body);

    Published first = Published.since();
    assertThat(meta.deliver(body).statusCode()).isEqualTo(200);
    List<ConsumerRecord<String, byte[]>> delivered = items(first);

    Published second = Published.since();
    assertThat(meta.deliver(body).statusCode()).isEqualTo(200);

    assertThat(expected).isNotEmpty();
    assertThat(delivered.stream().map(Expected::found))
        .containsExactlyInAnyOrderElementsOf(expected);
    assertThat(ids(items(second))).isEqualTo(ids(delivered)).doesNotContain("null");
  }

  private static List<ConsumerRecord<String, byte[]>> items(Published published) {
    List<ConsumerRecord<String, byte[]>> items = new ArrayList<>();
    var all = published.all();
    Published.ITEMS.forEach(topic -> items.addAll(all.get(topic)));
    return items;
  }

  private static List<String> ids(List<ConsumerRecord<String, byte[]>> records) {
    return records.stream()
        .map(record -> String.valueOf(EventHeaders.text(record.headers(), "ce_id")))
        .sorted()
        .toList();
  }
}

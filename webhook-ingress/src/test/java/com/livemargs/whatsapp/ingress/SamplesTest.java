package com.livemargs.whatsapp.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import com.livemargs.whatsapp.events.Topics;
import com.livemargs.whatsapp.testkit.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SamplesTest extends DoorTest {

  static Stream<String> samples() {
    return Samples.webhooks().keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void everyItemOfASampleIsOneRecordInMetasShape(String name) {
    byte[] body = Samples.bytes(name);
    Published published = Published.since(KAFKA);

    int status = meta.deliver(body).statusCode();

    assertThat(status).isEqualTo(200);
    List<Expected> expected = Expected.of(body);
    List<Expected> found = new ArrayList<>();
    for (String topic :
        List.of(Topics.MESSAGES, Topics.STATUSES, Topics.ACCOUNT, Topics.QUARANTINE)) {
      published.on(topic).forEach(record -> found.add(Expected.found(record)));
    }
    assertThat(expected).isNotEmpty();
    assertThat(found).containsExactlyInAnyOrderElementsOf(expected);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void redeliveryOfASampleRepeatsItsEventIds(String name) {
    byte[] body = Samples.bytes(name);
    Published first = Published.since(KAFKA);
    meta.deliver(body);
    List<String> ids = ids(first);
    Published second = Published.since(KAFKA);

    meta.deliver(body);

    assertThat(ids).isNotEmpty().isEqualTo(ids(second));
  }

  private static List<String> ids(Published published) {
    List<String> ids = new ArrayList<>();
    for (String topic :
        List.of(Topics.MESSAGES, Topics.STATUSES, Topics.ACCOUNT, Topics.QUARANTINE)) {
      published.headers(topic, "ce_id").forEach(id -> ids.add(topic + " " + id));
    }
    return ids.stream().sorted().toList();
  }
}

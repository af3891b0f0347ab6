package com.livemargs.whatsapp.ingress.split;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a change without messages becomes. */
class AccountEventTest {

  private static final String CHANGE =
      "{\"field\":\"phone_number_quality_update\",\"value\":{\"event\":\"DOWNGRADE\"}}";

  @Test
  void theSameChangeOfTwoAccountsIsTwoEvents() {
    List<String> ids = ids(entry("1", "100") + "," + entry("2", "100"));

    assertThat(ids).hasSize(2).doesNotHaveDuplicates();
  }

  @Test
  void theSameChangeAtAnotherTimeIsAnotherEvent() {
    assertThat(ids(entry("1", "100"))).isNotEqualTo(ids(entry("1", "200")));
  }

  @Test
  void aRedeliveryIsTheSameEvent() {
    assertThat(ids(entry("1", "100"))).isEqualTo(ids(entry("1", "100")));
    assertThat(ids("{\"changes\":[" + CHANGE + "]}"))
        .isEqualTo(ids("{\"changes\":[" + CHANGE + "]}"));
  }

  private static String entry(String waba, String time) {
    return "{\"id\":\"%s\",\"time\":%s,\"changes\":[%s]}".formatted(waba, time, CHANGE);
  }

  private static List<String> ids(String entries) {
    return split(entries).parts().stream().map(Part::id).toList();
  }

  private static Split split(String entries) {
    return Splitter.split(("{\"entry\":[" + entries + "]}").getBytes(UTF_8), Instant.EPOCH);
  }
}

package com.livemargs.whatsapp.ingress.split;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.livemargs.whatsapp.events.identity.IdentityLink;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'wa_id':'1','user_id':'ID'}",
        "{'wa_id':'123456ID','user_id':'DE.1'}",
        "{'wa_id':'1','user_id':{'previous':'ID','current':'DE.1'}}",
        "{'wa_id':'1','user_id':{'previous':'DE.1','current':'ID'}}"
      })
  void aLinkToAnIdLongerThanAnyRealOneIsNone(String preference) {
    String change =
        "{'field':'user_preferences','value':{'user_preferences':[%s,{'wa_id':'2','user_id':'DE.2'}]}}"
            .formatted(preference)
            .replace('\'', '"')
            .replace("ID", "7".repeat(2_000_000));

    Split split = split("{\"changes\":[" + change + "]}");

    assertThat(split.parts()).hasSize(1);
    assertThat(split.links()).extracting(IdentityLink::customer).containsExactly("DE.2");
  }

  @Test
  void aContactLongerThanAnyRealOneLinksNothing() {
    String change =
        "{'value':{'contacts':[{'wa_id':'1','user_id':'ID'}],'messages':[{'id':'a','from':'1','type':'text'}]}}"
            .replace('\'', '"')
            .replace("ID", "7".repeat(2_000_000));

    assertThat(split("{\"changes\":[" + change + "]}").links()).isEmpty();
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

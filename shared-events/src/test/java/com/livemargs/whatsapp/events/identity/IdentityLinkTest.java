package com.livemargs.whatsapp.events.identity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.livemargs.whatsapp.events.meta.MessageReader;
import com.livemargs.whatsapp.events.meta.UnreadableItemException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityLinkTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'messages':[{'id':'a','from':'1','type':'system','system':{'user_id':'ID','previous_user_id':'ID'}}]}",
        "{'contacts':[{'wa_id':'1','user_id':'ID'}],'messages':[{'id':'a','from':'1','type':'text'}]}"
      })
  void idLongerThanAnyRealOneIsLinkedToNobody(String value) {
    byte[] change =
        "{'value':%s}"
            .formatted(value)
            .replace('\'', '"')
            .replace("ID", "x".repeat(801))
            .getBytes(UTF_8);

    assertThat(IdentityLink.of(MessageReader.read(change, Instant.EPOCH))).isEmpty();
  }

  @Test
  void allThatALinkSaysIsAFactUnderAKeyOfItsOwn() {
    IdentityLink link = new IdentityLink("DE.2", "492", List.of("DE.1", "491"), 5);

    assertThat(link.facts())
        .containsExactly(
            new IdentityLink("DE.2", "492", List.of(), 5),
            new IdentityLink("DE.2", null, List.of("DE.1"), 5),
            new IdentityLink("DE.2", null, List.of("491"), 5));
    assertThat(link.facts())
        .extracting(IdentityLink::key)
        .containsExactly("DE.2", "DE.1>DE.2", "491>DE.2");
  }

  @Test
  void aPhoneIsNotItsOwnPhone() {
    IdentityLink link = new IdentityLink("492", "492", List.of("491"), 5);

    assertThat(link.facts()).extracting(IdentityLink::key).containsExactly("491>492");
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "{'phone':'4915550118822'}", "{'customer':' '}", "{}"})
  void recordThatNamesNoCustomerIsNotReadable(String value) {
    byte[] record = value.replace('\'', '"').getBytes(UTF_8);

    assertThatThrownBy(() -> IdentityLink.parse(record))
        .isInstanceOf(UnreadableItemException.class);
  }
}

package com.livemargs.whatsapp.events.meta;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Items that lack what Meta's documentation shows in them. */
class OddItemTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'type':'reaction'",
        "'type':'reaction','reaction':{'emoji':'x'}",
        "'type':'edit','edit':{'message':{'type':'text','text':{'body':'x'}}}",
        "'type':'edit','text':{'body':'x'}",
        "'type':'revoke','revoke':5",
        "'type':'revoke'",
        "'type':'system'"
      })
  void whatChangesALineIsNoLineThoughItNamesNone(String members) {
    WhatsAppMessage message = message("{'id':'a','from':'1'," + members + "}");

    assertThat(message.isShown()).isFalse();
  }

  private static WhatsAppMessage message(String item) {
    return read("{'value':{'messages':[" + item + "]}}");
  }

  private static WhatsAppMessage read(String change) {
    return MessageReader.read(change.replace('\'', '"').getBytes(UTF_8), Instant.EPOCH);
  }
}

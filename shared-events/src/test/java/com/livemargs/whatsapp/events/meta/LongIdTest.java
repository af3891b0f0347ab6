package com.livemargs.whatsapp.events.meta;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No store can find what has an id that is longer than a row of its index. */
class LongIdTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'id':'ID','from':'1','type':'text'}",
        "{'id':'a','from':'ID','type':'text'}",
        "{'id':'a','from_user_id':'ID','type':'text'}",
        "{'id':'a','from':'1','group_id':'ID','type':'text'}",
        "{'id':'a','from':'1','type':'image','image':{'id':'ID'}}",
        "{'id':'a','from':'1','type':'reaction','reaction':{'message_id':'ID','emoji':'x'}}",
        "{'id':'a','from':'1','type':'revoke','revoke':{'original_message_id':'ID'}}"
      })
  void aMessageWithAnIdLongerThanAnyRealOneIsUnreadable(String item) {
    String longest = "é".repeat(400);

    assertThat(MessageReader.read(change("messages", item, longest), Instant.EPOCH)).isNotNull();
    assertThatThrownBy(
            () -> MessageReader.read(change("messages", item, longest + "e"), Instant.EPOCH))
        .isInstanceOf(UnreadableItemException.class)
        .hasMessageContaining("longer than any real one");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'id':'ID','status':'sent','recipient_id':'1'}",
        "{'id':'a','status':'ID','recipient_id':'1'}",
        "{'id':'a','status':'sent','recipient_user_id':'ID'}",
        "{'id':'a','status':'sent','recipient_type':'group','recipient_id':'ID'}"
      })
  void aStatusWithAnIdLongerThanAnyRealOneIsUnreadable(String item) {
    String longest = "x".repeat(800);

    assertThat(StatusReader.read(change("statuses", item, longest), Instant.EPOCH)).isNotNull();
    assertThatThrownBy(
            () -> StatusReader.read(change("statuses", item, longest + "x"), Instant.EPOCH))
        .isInstanceOf(UnreadableItemException.class);
  }

  private static byte[] change(String array, String item, String id) {
    return "{'value':{'%s':[%s]}}"
        .formatted(array, item)
        .replace('\'', '"')
        .replace("ID", id)
        .getBytes(UTF_8);
  }
}

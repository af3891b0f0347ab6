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
        "{'id':'a','from':'1','group_id':'ID','type':'text'}"
      })
  void aMessageWithAnIdLongerThanAnyRealOneIsUnreadable(String item) {
    String longest = "é".repeat(400);

    assertThat(MessageReader.read(change("messages", item, longest), Instant.EPOCH)).isNotNull();
    assertThatThrownBy(
            () -> MessageReader.read(change("messages", item, longest + "e"), Instant.EPOCH))
        .isInstanceOf(UnreadableItemException.class)
        .hasMessageContaining("longer than any real one");
  }

  // The message has an id and a customer of its own: it is kept, as if the other id were not there.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'messages':[{'id':'a','from':'1','type':'image','image':{'id':'ID'}}]}",
        "{'messages':[{'id':'a','from':'1','type':'reaction','reaction':{'message_id':'ID'}}]}",
        "{'messages':[{'id':'a','from':'1','type':'revoke','revoke':{'original_message_id':'ID'}}]}",
        "{'messages':[{'id':'a','from':'1','type':'text','context':{'id':'ID'}}]}",
        "{'messages':[{'id':'a','from':'1','type':'system','system':{'user_id':'ID','previous_user_id':'ID'}}]}",
        "{'history':[{'threads':[{'id':'ID','messages':[{'id':'a','from':'1','type':'text'}]}]}]}",
        "{'contacts':[{'wa_id':'1','user_id':'ID'}],'messages':[{'id':'a','from':'1','type':'text'}]}"
      })
  void anotherIdLongerThanAnyRealOneCountsAsAbsent(String value) {
    String tooLong = "x".repeat(801);
    byte[] change =
        "{'value':%s}".formatted(value).replace('\'', '"').replace("ID", tooLong).getBytes(UTF_8);

    WhatsAppMessage message = MessageReader.read(change, Instant.EPOCH);

    assertThat(message.customer()).isEqualTo(new Customer("1", null));
    assertThat(message.replyTo()).isNull();
    assertThat(String.valueOf(message.content().toString())).doesNotContain(tooLong);
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

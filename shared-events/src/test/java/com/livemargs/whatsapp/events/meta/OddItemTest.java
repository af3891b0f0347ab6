package com.livemargs.whatsapp.events.meta;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

  // Neither our number nor the receiver is shown; the thread is the customer's.
  @ParameterizedTest
  @CsvSource({
    "4930, 491, OUTGOING",
    "491, 491, INCOMING",
    "+491, 491, INCOMING",
    "DE.7, 491, INCOMING",
    "4930, DE.7, INCOMING"
  })
  void historyFromAnotherNumberThanTheThreadsIsOurs(String from, String thread, Direction way) {
    String item = "{'from':'%s','id':'w','timestamp':'1','type':'text','text':{'body':'x'}}";
    WhatsAppMessage message = history(thread, item.formatted(from));

    assertThat(message.direction()).isEqualTo(way);
    if (way == Direction.OUTGOING) {
      assertThat(message.customer()).isEqualTo(new Customer("491", null));
    }
  }

  @Test
  void historyOfAGroupIsEveryonesOwn() {
    WhatsAppMessage message =
        history("120363", "{'from':'4930','group_id':'120363','id':'w','type':'text'}");

    assertThat(message.direction()).isEqualTo(Direction.INCOMING);
    assertThat(message.customer().phone()).isEqualTo("4930");
  }

  @Test
  void aGroupIsNobodysId() {
    WhatsAppMessage nobody = message("{'id':'a','group_id':'g','type':'text'}");
    WhatsAppMessage thread = history("120363", "{'id':'a','group_id':'120363','type':'text'}");
    WhatsAppMessage author =
        message("{'id':'a','group_id':'g','from_user_id':'DE.1','type':'text'}");

    assertThat(nobody.customerId()).isNull();
    assertThat(nobody.customer().phone()).isNull();
    assertThat(nobody.conversationKey()).isEqualTo(":g");
    assertThat(thread.customerId()).isNull();
    assertThat(thread.customer().phone()).isNull();
    assertThat(author.customerId()).isEqualTo("DE.1");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      quoteCharacter = '"',
      value = {
        "'user_id':'DE.2', -, DE.2",
        "'user_id':'DE.2';'wa_id':'492', 492, DE.2",
        "'user_id':'DE.2';'previous_user_id':'DE.1', -, DE.1",
        "'user_id':'DE.2';'previous_user_id':'DE.1';'wa_id':'492', -, DE.1",
        "'wa_id':'492', 492, -",
        "'new_wa_id':'492', 492, -"
      })
  void aNoticeWithoutSenderIsOfTheCustomerItSpeaksOf(String says, String phone, String userId) {
    String system = says.replace(';', ',');

    WhatsAppMessage notice = message("{'id':'a','type':'system','system':{" + system + "}}");

    assertThat(notice.customer()).isEqualTo(new Customer(phone, userId));
    assertThat(notice.isShown()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'id':'a','type':'system','system':{'body':'x'}}",
        "{'id':'a','type':'system'}",
        "{'id':'a','type':'text','system':{'user_id':'DE.2'}}"
      })
  void whatSpeaksOfNobodyIsNotReadable(String item) {
    assertThatThrownBy(() -> message(item)).isInstanceOf(UnreadableItemException.class);
  }

  @Test
  void aNoticeKeepsItsSenderWhateverItSays() {
    WhatsAppMessage notice =
        message(
            "{'id':'a','from':'491','type':'system','system':{'wa_id':'492','user_id':'DE.2'}}");

    assertThat(notice.customer()).isEqualTo(new Customer("491", null));
  }

  private static WhatsAppMessage history(String thread, String item) {
    String value = "'history':[{'threads':[{'id':'%s','messages':[%s]}]}]".formatted(thread, item);
    return read("{'field':'history','value':{" + value + "}}");
  }

  private static WhatsAppMessage message(String item) {
    return read("{'value':{'messages':[" + item + "]}}");
  }

  private static WhatsAppMessage read(String change) {
    return MessageReader.read(change.replace('\'', '"').getBytes(UTF_8), Instant.EPOCH);
  }
}

package com.livemargs.whatsapp.events.meta;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.livemargs.whatsapp.events.json.Json;
import com.livemargs.whatsapp.testkit.Samples;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class MessageReaderTest {

  private static final Instant RECEIVED = Instant.parse("2026-11-23T10:00:00Z");

  @Test
  void aTextCarriesItsCustomerAndItsOwnBytes() {
    WhatsAppMessage message = sample("messages.text");

    assertThat(message.customer()).isEqualTo(new Customer("4915550118822", "DE.84120077315562901"));
    assertThat(message.conversationKey()).isEqualTo("412906551877340:DE.84120077315562901");
    assertThat(message.profileName()).isEqualTo("Jonas Brandt");
    assertThat(message.timestamp()).isEqualTo(Instant.ofEpochSecond(1780300837));
    assertThat(message.content())
        .isEqualTo(new Content.Text("Guten Tag, ist mein Paket schon unterwegs? 📦"));
    assertThat(new String(Samples.bytes("messages.text"), UTF_8))
        .contains(new String(message.raw(), UTF_8));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "messages.interactive.button_reply, interactive",
        "messages.button, button",
        "messages.location, location",
        "messages.contacts, contacts",
        "messages.order, order",
        "messages.unsupported.poll, unsupported",
        "messages.unknown_type.future, -"
      })
  void everyOtherTypeIsShownByAShortText(String name, String type) {
    WhatsAppMessage message = sample(name);

    assertThat(message.content()).isInstanceOf(Content.Other.class);
    assertThat(message.content().text()).isNotBlank();
    assertThat(message.isShown()).isTrue();
    if (type != null) {
      assertThat(message.type()).isEqualTo(type);
    }
  }

  @Test
  void aCustomerWithoutPhoneIsTheirId() {
    WhatsAppMessage message = sample("messages.username.no_phone");

    assertThat(message.customer()).isEqualTo(new Customer(null, "US.70918824410933517"));
    assertThat(message.username()).isEqualTo("@mei.tanaka");
  }

  @Test
  void aGroupIsTheConversationAndItsAuthorTheCustomer() {
    WhatsAppMessage message = sample("messages.group.text");

    assertThat(message.conversationKey()).endsWith(":" + message.groupId());
    assertThat(message.customer().phone()).isEqualTo("447700900417");
  }

  @Test
  void anEchoIsOursAndTheCustomerTheOtherSide() {
    WhatsAppMessage message = sample("smb_message_echoes.text");

    assertThat(message.direction()).isEqualTo(Direction.OUTGOING);
    assertThat(message.customer().phone()).isEqualTo("4915550118822");
  }

  @Test
  void historyFromOurNumberIsOutgoingWithItsOwnStatus() {
    JsonNode change = change("history.threads");
    var thread = (tools.jackson.databind.node.ObjectNode) change.at("/value/history/0/threads/0");
    thread
        .putArray("messages")
        .add(change("history.threads").at("/value/history/0/threads/0/messages/0"));
    WhatsAppMessage message = MessageReader.read(Json.MAPPER.writeValueAsBytes(change), RECEIVED);

    assertThat(message.direction()).isEqualTo(Direction.OUTGOING);
    assertThat(message.historyStatus()).isEqualTo("read");
    assertThat(message.customer().phone()).isEqualTo("4915550118822");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"field\":\"history\",", ""})
  void aContentOfHistoryIsOursWhateverTheField(String field) {
    String change =
        """
        {%s"value":{"metadata":{"display_phone_number":"4930","phone_number_id":"1"},"messages":[
        {"from":"4930","to":"491","id":"wamid.1","timestamp":"1","type":"text","text":{"body":"x"}}]}}""";

    WhatsAppMessage message = MessageReader.read(change.formatted(field).getBytes(UTF_8), RECEIVED);

    assertThat(message.direction()).isEqualTo(Direction.OUTGOING);
    assertThat(message.customer().phone()).isEqualTo("491");
    assertThat(message.origin()).isEqualTo(WhatsAppMessage.Origin.HISTORY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"4930", "+4930", "+49 30", "49-30", "(49) 3 0"})
  void ourNumberIsOursHoweverItIsShown(String shown) {
    String change =
        """
        {"field":"history","value":{"metadata":{"display_phone_number":"%s"},"messages":[
        {"from":"4930","to":"491","id":"wamid.1","timestamp":"1","type":"text","text":{"body":"x"}}]}}""";

    WhatsAppMessage message = MessageReader.read(change.formatted(shown).getBytes(UTF_8), RECEIVED);

    assertThat(message.direction()).isEqualTo(Direction.OUTGOING);
  }

  @Test
  void historyToTheCustomerIsOursWhereOurNumberIsNotShown() {
    String change =
        """
        {"field":"history","value":{"metadata":{"phone_number_id":"1"},"history":[{"threads":[{"id":"491",
        "messages":[{"from":"%s","to":"%s","id":"wamid.1","timestamp":"1","type":"text","text":{"body":"x"}}]}]}]}}""";

    WhatsAppMessage ours =
        MessageReader.read(change.formatted("4930", "491").getBytes(UTF_8), RECEIVED);
    WhatsAppMessage theirs =
        MessageReader.read(change.formatted("491", "4930").getBytes(UTF_8), RECEIVED);

    assertThat(ours.direction()).isEqualTo(Direction.OUTGOING);
    assertThat(ours.customer().phone()).isEqualTo("491");
    assertThat(theirs.direction()).isEqualTo(Direction.INCOMING);
    assertThat(theirs.customer().phone()).isEqualTo("491");
  }

  @ParameterizedTest
  @CsvSource({
    "messages.reaction",
    "messages.edit",
    "messages.revoke",
    "messages.system.user_changed_number"
  })
  void whatChangesALineIsNoLine(String name) {
    assertThat(sample(name).isShown()).isFalse();
  }

  @Test
  void aReactionWithoutEmojiIsTakenBack() {
    assertThat(sample("messages.reaction.removed_no_emoji").content())
        .isInstanceOfSatisfying(Content.Reaction.class, r -> assertThat(r.emoji()).isNull());
    assertThat(sample("messages.reaction.removed_empty_emoji").content())
        .isInstanceOfSatisfying(Content.Reaction.class, r -> assertThat(r.emoji()).isNull());
  }

  @Test
  void textIsCleanedForTheStoresAndRawIsNot() {
    String item = item("\"text\":{\"body\":\"a\\u0000b\\ud83dc\"}");
    WhatsAppMessage message = read(item);

    assertThat(message.content()).isEqualTo(new Content.Text("a\uFFFDb\uFFFDc"));
    assertThat(new String(message.raw(), UTF_8)).isEqualTo(item);
  }

  @Test
  void aSenderThatIsNoNumberIsAnId() {
    WhatsAppMessage message =
        read("{\"id\":\"w\",\"from\":\"DE.77\",\"type\":\"text\",\"text\":{\"body\":\"x\"}}");

    assertThat(message.customer()).isEqualTo(new Customer(null, "DE.77"));
    assertThat(message.timestamp()).isEqualTo(RECEIVED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"from\":\"491\",\"type\":\"text\"}",
        "{\"id\":\"w\",\"type\":\"text\"}",
        "{\"id\":\"\",\"from\":\"491\"}",
        "5"
      })
  void anItemWithoutIdOrCustomerIsUnreadable(String item) {
    assertThatThrownBy(() -> read(item)).isInstanceOf(UnreadableItemException.class);
  }

  private static String item(String more) {
    return "{\"id\":\"wamid.1\",\"from\":\"4915\",\"type\":\"text\",\"timestamp\":\"1\","
        + more
        + "}";
  }

  private static WhatsAppMessage read(String item) {
    String change =
        "{\"value\":{\"metadata\":{\"phone_number_id\":\"1\"},\"messages\":["
            + item
            + "]},\"field\":\"messages\"}";
    return MessageReader.read(change.getBytes(UTF_8), RECEIVED);
  }

  private static WhatsAppMessage sample(String name) {
    byte[] whole = Samples.bytes(name);
    byte[] change =
        com.livemargs.whatsapp.events.json.JsonSpan.of(whole)
            .members()
            .get("entry")
            .elements()
            .getFirst()
            .members()
            .get("changes")
            .elements()
            .getFirst()
            .bytes();
    return MessageReader.read(change, RECEIVED);
  }

  private static JsonNode change(String name) {
    return Json.MAPPER.readTree(Samples.bytes(name)).at("/entry/0/changes/0");
  }
}

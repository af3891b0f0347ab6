package com.livemargs.whatsapp.livekit.show;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.livemargs.whatsapp.events.MessageIds;
import com.livemargs.whatsapp.events.Topics;
import com.livemargs.whatsapp.events.json.NotJsonException;
import com.livemargs.whatsapp.events.media.MediaUrls;
import com.livemargs.whatsapp.events.outbound.SendOutcome;
import com.livemargs.whatsapp.livekit.Changes;
import com.livemargs.whatsapp.livekit.OurRecords;
import com.livemargs.whatsapp.livekit.packet.RoomEvent;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RecordReaderTest extends Reading {

  @Test
  void aFileIsALineThatGoesOnWithItsLinkOnceStored() {
    RoomEvent image = only(Topics.MESSAGES, Changes.image("491", "Ana", "wamid.1", "our cat"));
    RoomEvent stored = only(Topics.MEDIA, OurRecords.stored("wamid.1", "491"));

    assertThat(message(image)).isEqualTo("Ana: [image] our cat");
    assertThat(image.members())
        .containsEntry("mediaStatus", "pending")
        .doesNotContainKey("mediaUrl");
    String link = String.valueOf(stored.members().get("mediaUrl"));
    assertThat(link)
        .startsWith("https://chat.example.com/uploads/whatsapp/cat.jpg?expires=1800000900&");
    assertThat(link)
        .isEqualTo(
            MediaUrls.sign(
                "https://chat.example.com/uploads/whatsapp/cat.jpg", NOW.plusSeconds(900), SECRET));
    assertThat(message(stored)).isEqualTo("Ana: [image] our cat " + link);
    assertThat(line(stored).id()).isEqualTo(line(image).id());
    assertThat(stored.members())
        .containsEntry("type", "media")
        .containsEntry("mediaStatus", "stored");
  }

  @Test
  void aFileThatOvertakesItsMessageKeepsItsLinkInTheLine() {
    RoomEvent stored = only(Topics.MEDIA, OurRecords.stored("wamid.1", "491"));
    RoomEvent image = only(Topics.MESSAGES, Changes.image("491", "Ana", "wamid.1", "our cat"));

    assertThat(message(image))
        .isEqualTo("Ana: [image] our cat " + stored.members().get("mediaUrl"));
  }

  @Test
  void aFileThatWasGivenUpAndCameAfterAllIsLinked() {
    only(Topics.MESSAGES, Changes.image("491", "Ana", "wamid.1", "our cat"));
    RoomEvent gone = only(Topics.MEDIA, OurRecords.unavailable("wamid.1", "491"));
    RoomEvent stored = only(Topics.MEDIA, OurRecords.stored("wamid.1", "491"));

    assertThat(message(gone)).isEqualTo("Ana: [image] our cat (the file is not available)");
    assertThat(message(stored))
        .isEqualTo("Ana: [image] our cat " + stored.members().get("mediaUrl"));
    assertThat(stored.members()).containsEntry("mediaStatus", "stored");
  }

  @Test
  void anEditedCaptionKeepsTheLink() {
    only(Topics.MESSAGES, Changes.image("491", "Ana", "wamid.1", "our cat"));
    RoomEvent stored = only(Topics.MEDIA, OurRecords.stored("wamid.1", "491"));
    RoomEvent edit =
        only(
            Topics.MESSAGES,
            Changes.message(
                "491",
                "Ana",
                """
                {"from":"491","id":"wamid.2","timestamp":"1760000000","type":"edit","edit":
                 {"original_message_id":"wamid.1","message":{"type":"image","image":{"caption":"her cat"}}}}"""));

    assertThat(message(edit)).isEqualTo("Ana: [image] her cat " + stored.members().get("mediaUrl"));
  }

  @Test
  void aFileThatComesAfterItsMessageWasTakenBackIsNotLinked() {
    only(Topics.MESSAGES, Changes.image("491", "Ana", "wamid.1", "our cat"));
    only(
        Topics.MESSAGES,
        Changes.message(
            "491",
            "Ana",
            """
            {"from":"491","id":"wamid.2","timestamp":"1760000000","type":"revoke","revoke":{"original_message_id":"wamid.1"}}"""));
    RoomEvent stored = only(Topics.MEDIA, OurRecords.stored("wamid.1", "491"));

    assertThat(message(stored)).isEqualTo("Ana: [message deleted]");
  }

  @Test
  void anEditShowsTheNewTextUnderTheOldId() {
    RoomEvent edit =
        only(
            Topics.MESSAGES,
            Changes.message(
                "491",
                "Ana",
                """
                {"from":"491","id":"wamid.2","timestamp":"1760000000","type":"edit","edit":
                 {"original_message_id":"wamid.1","message":{"type":"text","text":{"body":"better"}}}}"""));

    assertThat(line(edit).id()).isEqualTo(MessageIds.ofWamid("wamid.1"));
    assertThat(message(edit)).isEqualTo("Ana: better");
    assertThat(edit.members())
        .containsEntry("messageType", "edit")
        .containsEntry("targetMessageId", MessageIds.ofWamid("wamid.1").toString());
  }

  @Test
  void aRevokedMessageIsReplacedByANeutralLine() {
    RoomEvent revoke =
        only(
            Topics.MESSAGES,
            Changes.message(
                "491",
                "Ana",
                """
                {"from":"491","id":"wamid.2","timestamp":"1760000000","type":"revoke","revoke":{"original_message_id":"wamid.1"}}"""));

    assertThat(line(revoke).id()).isEqualTo(MessageIds.ofWamid("wamid.1"));
    assertThat(message(revoke)).isEqualTo("Ana: [message deleted]");
  }

  @Test
  void nobodyChangesWhatAnotherSaid() {
    UUID ours = UUID.randomUUID();
    read(Topics.OUTBOUND_RESULTS, result(SendOutcome.SENT, ours, "wamid.9").toJson());
    only(Topics.MESSAGES, Changes.text("492", "Ben", "wamid.8", "mine"));
    String revoke =
        """
        {"from":"491","id":"wamid.%s","timestamp":"1760000000","type":"revoke","revoke":{"original_message_id":"%s"}}""";
    String edit =
        """
        {"from":"491","id":"wamid.4","timestamp":"1760000000","type":"edit","edit":
         {"original_message_id":"wamid.9","message":{"type":"text","text":{"body":"forged"}}}}""";

    for (String item :
        List.of(revoke.formatted("2", "wamid.9"), revoke.formatted("3", "wamid.8"), edit)) {
      RoomEvent event = only(Topics.MESSAGES, Changes.message("491", "Ana", item));
      assertThat(event.line()).isNull();
      assertThat(event.members()).doesNotContainKey("targetMessageId");
    }
  }

  @Test
  void aReactionToOurOwnMessageNamesItByOurId() {
    UUID ours = UUID.randomUUID();
    read(Topics.OUTBOUND_RESULTS, result(SendOutcome.SENT, ours, "wamid.9").toJson());
    RoomEvent reaction =
        only(
            Topics.MESSAGES,
            Changes.message(
                "491",
                "Ana",
                """
                {"from":"491","id":"wamid.2","timestamp":"1760000000","type":"reaction","reaction":{"message_id":"wamid.9","emoji":"👍"}}"""));

    assertThat(reaction.line()).isNull();
    assertThat(reaction.members())
        .containsEntry("targetMessageId", ours.toString())
        .containsEntry("targetWhatsappMessageId", "wamid.9")
        .containsEntry("emoji", "👍");
  }

  @Test
  void aReactionThatNamesNoMessageIsNoLine() {
    RoomEvent reaction =
        only(
            Topics.MESSAGES,
            Changes.message(
                "491",
                "Ana",
                """
                {"from":"491","id":"wamid.2","timestamp":"1760000000","type":"reaction","reaction":{"emoji":"👍"}}"""));

    assertThat(reaction.line()).isNull();
  }

  @Test
  void aCustomerWithoutPhoneMovesToThePhonesRoomOnceItIsKnown() {
    String idOnly =
        """
        {"from_user_id":"DE.1","id":"wamid.%s","timestamp":"1760000000","type":"text","text":{"body":"x"}}""";
    RoomEvent before = only(Topics.MESSAGES, Changes.message("-", "Ana", idOnly.formatted("1")));
    String both =
        """
        {"from":"491","from_user_id":"DE.1","id":"wamid.2","timestamp":"1760000001","type":"text","text":{"body":"x"}}""";
    RoomEvent linking = only(Topics.MESSAGES, Changes.message("491", "Ana", both));
    RoomEvent after = only(Topics.MESSAGES, Changes.message("-", "Ana", idOnly.formatted("3")));

    assertThat(List.of(before.room(), linking.room(), after.room()))
        .containsExactly("whatsapp_DE.1", "whatsapp_491", "whatsapp_491");
  }

  @Test
  void historyOfBeforeIsNotShown() {
    assertThat(only(Topics.MESSAGES, Changes.history("491", "wamid.1")).skip()).isTrue();
  }

  @Test
  void whatIsNoMessageIsSaidToBeNone() {
    assertThatThrownBy(() -> read(Topics.MESSAGES, new byte[] {'{'}))
        .isInstanceOf(NotJsonException.class);
  }
}

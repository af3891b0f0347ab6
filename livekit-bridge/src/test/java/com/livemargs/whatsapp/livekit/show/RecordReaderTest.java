package com.livemargs.whatsapp.livekit.show;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.livemargs.whatsapp.events.MessageIds;
import com.livemargs.whatsapp.events.Topics;
import com.livemargs.whatsapp.events.json.NotJsonException;
import com.livemargs.whatsapp.events.outbound.SendOutcome;
import com.livemargs.whatsapp.livekit.Changes;
import com.livemargs.whatsapp.livekit.packet.RoomEvent;
import com.livemargs.whatsapp.livekit.packet.RoomEvent.Occasion;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RecordReaderTest extends Reading {

  @Test
  void anEditShowsTheNewTextUnderTheOldId() {
    RoomEvent edit =
        only(Topics.MESSAGES, Changes.edit("491", "wamid.2", "wamid.1", 1_760_000_000, "better"));

    assertThat(line(edit).id()).isEqualTo(MessageIds.ofWamid("wamid.1"));
    assertThat(message(edit)).isEqualTo("Ana: better");
    assertThat(edit.members())
        .containsEntry("messageType", "edit")
        .containsEntry("targetMessageId", MessageIds.ofWamid("wamid.1").toString());
  }

  @Test
  void aRevokedMessageIsReplacedByANeutralLine() {
    RoomEvent revoke = only(Topics.MESSAGES, Changes.revoke("491", "wamid.2", "wamid.1"));

    assertThat(line(revoke).id()).isEqualTo(MessageIds.ofWamid("wamid.1"));
    assertThat(message(revoke)).isEqualTo("Ana: [message deleted]");
  }

  @Test
  void whatWasTakenBackStaysSoThoughItsMessageIsReadLater() {
    only(Topics.MESSAGES, Changes.revoke("491", "wamid.3", "wamid.1"));
    RoomEvent text = only(Topics.MESSAGES, Changes.text("491", "Ana", "wamid.1", "secret"));
    RoomEvent edit =
        only(Topics.MESSAGES, Changes.edit("491", "wamid.4", "wamid.1", 1_760_000_020, "a secret"));

    for (RoomEvent event : List.of(text, edit)) {
      assertThat(message(event)).isEqualTo("Ana: [message deleted]");
      assertThat(event.members().toString()).doesNotContain("secret");
    }
  }

  @Test
  void ofAPictureThatWasTakenBackNothingIsTold() {
    only(Topics.MESSAGES, Changes.revoke("491", "wamid.2", "wamid.1"));
    RoomEvent image = only(Topics.MESSAGES, Changes.image("491", "Ana", "wamid.1", "our cat"));

    assertThat(message(image)).isEqualTo("Ana: [message deleted]");
    assertThat(image.members())
        .containsEntry("messageType", "image")
        .doesNotContainKeys("caption", "mediaType", "mediaStatus", "mimeType");
  }

  @Test
  void theLatestEditStandsInWhateverOrderAllIsRead() {
    only(Topics.MESSAGES, Changes.edit("491", "wamid.3", "wamid.1", 1_760_000_002, "best"));
    RoomEvent earlier =
        only(Topics.MESSAGES, Changes.edit("491", "wamid.2", "wamid.1", 1_760_000_001, "better"));
    RoomEvent original = only(Topics.MESSAGES, Changes.text("491", "Ana", "wamid.1", "good"));

    assertThat(message(earlier)).isEqualTo("Ana: best");
    assertThat(message(original)).isEqualTo("Ana: best");
  }

  @Test
  void whatSomebodyElseTookBackBeforeItWasReadIsShown() {
    only(Topics.MESSAGES, Changes.revoke("491", "wamid.2", "wamid.8"));
    RoomEvent text = only(Topics.MESSAGES, Changes.text("492", "Ben", "wamid.8", "mine"));

    assertThat(message(text)).isEqualTo("Ben: mine");
    assertThat(text.members()).containsEntry("text", "mine");
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
    RoomEvent reaction = only(Topics.MESSAGES, Changes.reaction("491", "wamid.2", "wamid.9"));

    assertThat(reaction.line()).isNull();
    assertThat(reaction.members())
        .containsEntry("targetMessageId", ours.toString())
        .containsEntry("targetWhatsappMessageId", "wamid.9")
        .containsEntry("emoji", "👍");
  }

  @Test
  void aReactionToAMessageThatIsNotKnownNamesItByWhatsAppsIdAlone() {
    RoomEvent reaction = only(Topics.MESSAGES, Changes.reaction("491", "wamid.2", "wamid.9"));

    assertThat(reaction.members())
        .containsEntry("targetWhatsappMessageId", "wamid.9")
        .doesNotContainKey("targetMessageId");
  }

  @Test
  void aReactionToWhatWasReadHereNamesIt() {
    only(Topics.MESSAGES, Changes.text("491", "Ana", "wamid.1", "hello"));
    RoomEvent reaction = only(Topics.MESSAGES, Changes.reaction("491", "wamid.2", "wamid.1"));

    assertThat(reaction.members())
        .containsEntry("targetMessageId", MessageIds.ofWamid("wamid.1").toString());
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
  void historyOfBeforeIsNeitherShownNorRemembered() {
    RoomEvent history = only(Topics.MESSAGES, Changes.history("491", "wamid.1"));
    RoomEvent reaction = only(Topics.MESSAGES, Changes.reaction("491", "wamid.2", "wamid.1"));

    assertThat(history.occasion()).isEqualTo(Occasion.HISTORY);
    assertThat(reaction.members()).doesNotContainKey("targetMessageId");
  }

  @Test
  void whatIsNoMessageIsSaidToBeNone() {
    assertThatThrownBy(() -> read(Topics.MESSAGES, new byte[] {'{'}))
        .isInstanceOf(NotJsonException.class);
  }
}

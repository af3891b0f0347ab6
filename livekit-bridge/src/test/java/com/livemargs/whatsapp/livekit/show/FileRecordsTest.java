package com.livemargs.whatsapp.livekit.show;

import static org.assertj.core.api.Assertions.assertThat;

import com.livemargs.whatsapp.events.MessageIds;
import com.livemargs.whatsapp.events.Topics;
import com.livemargs.whatsapp.events.media.MediaUrls;
import com.livemargs.whatsapp.livekit.Changes;
import com.livemargs.whatsapp.livekit.OurRecords;
import com.livemargs.whatsapp.livekit.packet.ChatLine;
import com.livemargs.whatsapp.livekit.packet.RoomEvent;
import com.livemargs.whatsapp.livekit.packet.RoomEvent.Occasion;
import java.util.List;
import org.junit.jupiter.api.Test;

class FileRecordsTest extends Reading {

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
    assertThat(image.members()).containsEntry("mediaStatus", "stored");
  }

  @Test
  void aFileThatWasShownApartGoesWithItsMessage() {
    RoomEvent stored = only(Topics.MEDIA, OurRecords.stored("wamid.1", "491"));
    only(Topics.MESSAGES, Changes.image("491", "Ana", "wamid.1", "our cat"));
    List<RoomEvent> revoke = read(Topics.MESSAGES, Changes.revoke("491", "wamid.2", "wamid.1"));

    assertThat(revoke)
        .extracting(event -> line(event).id())
        .containsExactly(MessageIds.ofWamid("wamid.1"), line(stored).id());
    assertThat(revoke).extracting(event -> line(event).text()).containsOnly(ChatLine.DELETED);
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
    only(Topics.MESSAGES, Changes.revoke("491", "wamid.2", "wamid.1"));
    RoomEvent stored = only(Topics.MEDIA, OurRecords.stored("wamid.1", "491"));

    assertThat(message(stored)).isEqualTo("Ana: [message deleted]");
    assertThat(stored.members()).doesNotContainKeys("mediaUrl", "fileName");
  }

  @Test
  void aFileWhoseMessageIsNotKnownIsALineOfItsOwn() {
    RoomEvent stored = only(Topics.MEDIA, OurRecords.stored("wamid.1", "491"));

    assertThat(line(stored).id()).isNotEqualTo(MessageIds.ofWamid("wamid.1"));
    assertThat(message(stored))
        .isEqualTo("+491: [file] cat.jpg " + stored.members().get("mediaUrl"));
    assertThat(stored.members())
        .containsEntry("messageId", MessageIds.ofWamid("wamid.1").toString());
  }

  @Test
  void aFileIsASequelAndThatOfHistoryIsNotShown() {
    RoomEvent live = only(Topics.MEDIA, OurRecords.stored("wamid.1", "491"));
    RoomEvent history = only(Topics.MEDIA, OurRecords.storedOfHistory("wamid.2", "491"));

    assertThat(live.occasion()).isEqualTo(Occasion.SEQUEL);
    assertThat(history.occasion()).isEqualTo(Occasion.HISTORY);
  }
}

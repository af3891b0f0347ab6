package com.livemargs.whatsapp.livekit.show;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.livemargs.whatsapp.events.MessageIds;
import com.livemargs.whatsapp.events.Topics;
import com.livemargs.whatsapp.events.identity.IdentityView;
import com.livemargs.whatsapp.events.json.NotJsonException;
import com.livemargs.whatsapp.events.media.MediaEvent;
import com.livemargs.whatsapp.events.media.MediaUrls;
import com.livemargs.whatsapp.events.outbound.SendOutcome;
import com.livemargs.whatsapp.events.outbound.SendResult;
import com.livemargs.whatsapp.livekit.Changes;
import com.livemargs.whatsapp.livekit.packet.ChatLine;
import com.livemargs.whatsapp.livekit.packet.MediaLinks;
import com.livemargs.whatsapp.livekit.packet.PacketSettings;
import com.livemargs.whatsapp.livekit.packet.RoomEvent;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordReaderTest {

  private static final String SECRET = "a-secret-for-links";
  private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);

  private final IdentityView identities = new IdentityView();
  private final RecentMessages recent = new RecentMessages();
  private final MediaLinks links =
      new MediaLinks(
          new PacketSettings(14_336, SECRET, "https://chat.example.com/"),
          InstantSource.fixed(NOW));
  private final RecordReader reader =
      new RecordReader(
          new MessageEvents(identities, recent),
          new StatusEvents(identities, recent),
          new FileEvents(identities, recent, links),
          new ResultEvents(recent));

  @Test
  void aFileIsALineThatGoesOnWithItsLinkOnceStored() {
    RoomEvent image = only(Topics.MESSAGES, Changes.image("491", "Ana", "wamid.1", "our cat"));
    RoomEvent stored = only(Topics.MEDIA, stored("wamid.1"));

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
  void aReactionToOurOwnMessageNamesItByOurId() {
    UUID ours = UUID.randomUUID();
    reader.read(
        record(Topics.OUTBOUND_RESULTS, result(SendOutcome.SENT, ours, "wamid.9").toJson()));
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
  void aSendIsShownOnceWhenItGoesOutAndThenOnlyItsStatus() {
    UUID id = UUID.randomUUID();
    RoomEvent pending =
        only(Topics.OUTBOUND_RESULTS, result(SendOutcome.PENDING, id, null).toJson());
    RoomEvent sent =
        only(Topics.OUTBOUND_RESULTS, result(SendOutcome.SENT, id, "wamid.9").toJson());

    assertThat(message(pending)).isEqualTo("Eve: hello");
    assertThat(pending.members())
        .containsEntry("type", "message")
        .containsEntry("status", "pending")
        .containsEntry("direction", "outgoing");
    assertThat(sent.line()).isNull();
    assertThat(sent.members())
        .containsEntry("type", "status")
        .containsEntry("status", "sent")
        .containsEntry("messageId", id.toString())
        .containsEntry("whatsappMessageId", "wamid.9");
  }

  @Test
  void aSentMessageThatNobodyHasSeenIsShownToo() {
    UUID id = UUID.randomUUID();
    List<RoomEvent> events =
        reader.read(
            record(Topics.OUTBOUND_RESULTS, result(SendOutcome.SENT, id, "wamid.9").toJson()));

    assertThat(events)
        .extracting(event -> event.members().get("type"))
        .containsExactly("message", "status");
  }

  @Test
  void aSendThatMovedToAnotherNumberIsShownInThatRoomToo() {
    UUID id = UUID.randomUUID();
    SendResult asked = result(SendOutcome.PENDING, id, null, "whatsapp_5511987654321");
    SendResult known = result(SendOutcome.SENT, id, "wamid.9", "whatsapp_551187654321");
    reader.read(record(Topics.OUTBOUND_RESULTS, asked.toJson()));

    assertThat(reader.read(record(Topics.OUTBOUND_RESULTS, known.toJson())))
        .hasSize(2)
        .allMatch(event -> event.room().equals("whatsapp_551187654321"));
  }

  @Test
  void aStatusNamesOurSendByWhatCameBackWithIt() {
    UUID id = UUID.randomUUID();
    RoomEvent read =
        only(
            Topics.STATUSES,
            Changes.status(
                "491", "wamid.9", "played", ",\"biz_opaque_callback_data\":\"" + id + "\""));
    RoomEvent delivered = only(Topics.STATUSES, Changes.status("491", "wamid.9", "delivered", ""));

    assertThat(read.messageId()).isEqualTo(id);
    assertThat(read.members())
        .containsEntry("status", "read")
        .containsEntry("playedAt", 1_760_000_001_000L)
        .containsEntry("roomName", "whatsapp_491");
    assertThat(delivered.messageId()).isEqualTo(id);
  }

  @Test
  void aFailedStatusSaysWhy() {
    RoomEvent failed =
        only(
            Topics.STATUSES,
            Changes.status(
                "491",
                "wamid.9",
                "failed",
                ",\"errors\":[{\"code\":131047,\"title\":\"window\"}]"));

    assertThat(failed.members())
        .containsEntry("errorCode", 131047)
        .containsEntry("failedReason", "window");
  }

  @Test
  void anUnknownStatusChangesNothing() {
    assertThat(
            reader.read(record(Topics.STATUSES, Changes.status("491", "wamid.9", "glanced", ""))))
        .isEmpty();
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
    assertThatThrownBy(() -> reader.read(record(Topics.MESSAGES, new byte[] {'{'})))
        .isInstanceOf(NotJsonException.class);
  }

  private RoomEvent only(String topic, byte[] value) {
    List<RoomEvent> events = reader.read(record(topic, value));
    assertThat(events).hasSize(1);
    return events.getFirst();
  }

  private static ConsumerRecord<String, byte[]> record(String topic, byte[] value) {
    return new ConsumerRecord<>(topic, 0, 0, "k", value);
  }

  private static ChatLine line(RoomEvent event) {
    ChatLine line = event.line();
    if (line == null) {
      throw new AssertionError("there is nothing to read");
    }
    return line;
  }

  private static String message(RoomEvent event) {
    return line(event).speaker() + ": " + line(event).text();
  }

  private static byte[] stored(String wamid) {
    return new MediaEvent.Stored(
            wamid,
            MessageIds.ofWamid(wamid),
            Changes.NUMBER,
            "+491",
            null,
            null,
            "/uploads/whatsapp/cat.jpg",
            "cat.jpg",
            7,
            "image/jpeg",
            "ab",
            1_760_000_002_000L)
        .toJson();
  }

  private static SendResult result(SendOutcome outcome, UUID id, @Nullable String wamid) {
    return result(outcome, id, wamid, "whatsapp_491");
  }

  private static SendResult result(
      SendOutcome outcome, UUID id, @Nullable String wamid, String room) {
    return new SendResult(
        outcome,
        "request",
        id,
        wamid,
        room,
        "+491",
        null,
        Changes.NUMBER,
        "text",
        "hello",
        null,
        null,
        null,
        null,
        null,
        "Eve",
        1_760_000_000_000L,
        1_760_000_001_000L,
        null,
        null);
  }
}

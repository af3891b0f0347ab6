package com.livemargs.whatsapp.livekit.show;

import static org.assertj.core.api.Assertions.assertThat;

import com.livemargs.whatsapp.events.Topics;
import com.livemargs.whatsapp.events.outbound.SendOutcome;
import com.livemargs.whatsapp.events.outbound.SendResult;
import com.livemargs.whatsapp.livekit.Changes;
import com.livemargs.whatsapp.livekit.OurRecords;
import com.livemargs.whatsapp.livekit.packet.RoomEvent;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SendRecordsTest extends Reading {

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
        read(Topics.OUTBOUND_RESULTS, result(SendOutcome.SENT, id, "wamid.9").toJson());

    assertThat(events)
        .extracting(event -> event.members().get("type"))
        .containsExactly("message", "status");
  }

  @Test
  void aSendThatMovedToAnotherNumberIsShownInThatRoomToo() {
    UUID id = UUID.randomUUID();
    SendResult asked =
        OurRecords.result(SendOutcome.PENDING, id, null, "491", "whatsapp_5511987654321");
    SendResult known =
        OurRecords.result(SendOutcome.SENT, id, "wamid.9", "491", "whatsapp_551187654321");
    read(Topics.OUTBOUND_RESULTS, asked.toJson());

    assertThat(read(Topics.OUTBOUND_RESULTS, known.toJson()))
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
    assertThat(read(Topics.STATUSES, Changes.status("491", "wamid.9", "glanced", ""))).isEmpty();
  }
}

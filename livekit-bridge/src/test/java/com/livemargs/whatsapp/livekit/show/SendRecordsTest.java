package com.livemargs.whatsapp.livekit.show;

import static org.assertj.core.api.Assertions.assertThat;

import com.livemargs.whatsapp.events.Topics;
import com.livemargs.whatsapp.events.outbound.SendOutcome;
import com.livemargs.whatsapp.events.outbound.SendResult;
import com.livemargs.whatsapp.livekit.Changes;
import com.livemargs.whatsapp.livekit.OurRecords;
import com.livemargs.whatsapp.livekit.packet.RoomEvent;
import com.livemargs.whatsapp.livekit.packet.RoomEvent.Occasion;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SendRecordsTest extends Reading {

  @Test
  void aSendIsShownWhenItGoesOutAndItsStatusFollows() {
    UUID id = UUID.randomUUID();
    RoomEvent pending =
        only(Topics.OUTBOUND_RESULTS, result(SendOutcome.PENDING, id, null).toJson());
    List<RoomEvent> sent =
        read(Topics.OUTBOUND_RESULTS, result(SendOutcome.SENT, id, "wamid.9").toJson());

    assertThat(message(pending)).isEqualTo("Eve: hello");
    assertThat(pending.members())
        .containsEntry("type", "message")
        .containsEntry("status", "pending")
        .containsEntry("direction", "outgoing");
    assertThat(sent)
        .extracting(RoomEvent::occasion)
        .containsExactly(Occasion.REMINDER, Occasion.SEQUEL);
    assertThat(sent.getLast().members())
        .containsEntry("type", "status")
        .containsEntry("status", "sent")
        .containsEntry("messageId", id.toString())
        .containsEntry("whatsappMessageId", "wamid.9");
  }

  @ParameterizedTest
  @CsvSource({"SENT,sent", "FAILED,failed", "UNKNOWN,pending"})
  void howASendEndedRemindsOfItsMessage(SendOutcome outcome, String status) {
    List<RoomEvent> events =
        read(Topics.OUTBOUND_RESULTS, result(outcome, UUID.randomUUID(), null).toJson());

    assertThat(events)
        .extracting(event -> event.members().get("type"))
        .containsExactly("message", "status");
    assertThat(events).allMatch(event -> status.equals(event.members().get("status")));
    assertThat(message(events.getFirst())).isEqualTo("Eve: hello");
  }

  @Test
  void aCommandThatSaidNothingIsNoLine() {
    SendResult refused =
        OurRecords.result(SendOutcome.FAILED, UUID.randomUUID(), null, "491", "whatsapp_491", null);

    RoomEvent outcome = only(Topics.OUTBOUND_RESULTS, refused.toJson());

    assertThat(outcome.line()).isNull();
    assertThat(outcome.members()).containsEntry("status", "failed");
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

package com.livemargs.whatsapp.livekit.show;

import com.livemargs.whatsapp.events.identity.Author;
import com.livemargs.whatsapp.events.outbound.SendOutcome;
import com.livemargs.whatsapp.events.outbound.SendResult;
import com.livemargs.whatsapp.livekit.packet.ChatLine;
import com.livemargs.whatsapp.livekit.packet.Members;
import com.livemargs.whatsapp.livekit.packet.RoomEvent;
import com.livemargs.whatsapp.livekit.server.RoomRecord;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns what became of a send into what its room shows: the message as soon as it is on its way,
 * then how it went.
 */
final class ResultEvents {

  private final RecentMessages recent;

  ResultEvents(RecentMessages recent) {
    this.recent = recent;
  }

  List<RoomEvent> of(SendResult result) {
    String wamid = result.whatsappMessageId();
    if (wamid != null) {
      recent.named(result.messageId(), wamid);
    }
    if (!RoomRecord.isOurs(result.roomName())) {
      return List.of();
    }
    return switch (result.type()) {
      case PENDING -> List.of(message(result, "pending"));
      case SENT -> sent(result);
      case FAILED, UNKNOWN -> List.of(outcome(result));
    };
  }

  // Where nobody has seen it yet (another process showed it, or Meta moved it to another number) it
  // is shown now; the same packet again is dropped by the room.
  private List<RoomEvent> sent(SendResult result) {
    List<RoomEvent> events = new ArrayList<>();
    if (!recent.isShown(result.roomName(), result.messageId())) {
      events.add(message(result, "sent"));
    }
    events.add(outcome(result));
    return events;
  }

  private RoomEvent message(SendResult result, String status) {
    ChatLine line = line(result);
    recent.shown(
        new Author(result.roomName(), true, result.phoneNumber(), result.customerId()), line);
    Members members =
        base("message", result)
            .with("messageType", result.messageType())
            .with("direction", "outgoing")
            .with("status", status)
            .with("timestamp", result.timestamp())
            .with("sender", line.speaker())
            .with("text", result.text())
            .with("mediaUrl", result.mediaUrl())
            .with("mediaType", result.mediaType())
            .with("fileName", result.fileName())
            .with("caption", result.caption())
            .with("replyTo", result.replyTo());
    return new RoomEvent(result.roomName(), result.messageId(), "message", members, line);
  }

  private static ChatLine line(SendResult result) {
    String sender = result.sender() == null ? ChatLine.BUSINESS : result.sender();
    String text = result.text();
    String link = result.mediaUrl();
    String kind = result.messageType();
    String words =
        link == null
            ? (text == null ? "[" + kind + "]" : text)
            : ChatLine.file(kind, result.caption(), result.fileName()) + " " + link;
    return new ChatLine(result.messageId(), result.timestamp(), sender, words);
  }

  private static RoomEvent outcome(SendResult result) {
    boolean failed = result.type() == SendOutcome.FAILED;
    boolean sent = result.type() == SendOutcome.SENT;
    Members members =
        base("status", result)
            .with("status", failed ? "failed" : sent ? "sent" : "pending")
            .with("timestamp", result.occurredAt())
            .with(failed ? "failedAt" : "sentAt", failed || sent ? result.occurredAt() : null)
            .with("outcome", result.type().type())
            .with("errorCode", result.metaCode())
            .with("failedReason", result.reason());
    return new RoomEvent(
        result.roomName(), result.messageId(), result.type().type(), members, null);
  }

  private static Members base(String type, SendResult result) {
    return Members.of(type, result.messageId(), result.whatsappMessageId(), result.roomName())
        .with("requestId", result.requestId())
        .with("phoneNumber", result.phoneNumber())
        .with("customerId", result.customerId())
        .with("phoneNumberId", result.phoneNumberId());
  }
}

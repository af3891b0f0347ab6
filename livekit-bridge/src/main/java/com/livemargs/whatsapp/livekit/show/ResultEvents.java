package com.livemargs.whatsapp.livekit.show;

import com.livemargs.whatsapp.events.identity.Author;
import com.livemargs.whatsapp.events.outbound.SendOutcome;
import com.livemargs.whatsapp.events.outbound.SendResult;
import com.livemargs.whatsapp.livekit.packet.ChatLine;
import com.livemargs.whatsapp.livekit.packet.Members;
import com.livemargs.whatsapp.livekit.packet.RoomEvent;
import com.livemargs.whatsapp.livekit.packet.RoomEvent.Occasion;
import com.livemargs.whatsapp.livekit.server.RoomRecord;
import com.livemargs.whatsapp.livekit.show.RecentMessages.Stage;
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
      case PENDING -> List.of(message(result));
      case SENT, FAILED, UNKNOWN -> ended(result);
    };
  }

  // Where its room has not got it yet (LiveKit was away, another process read of it, it was refused
  // before it was pending, Meta moved it to another number) it is shown now.
  private List<RoomEvent> ended(SendResult result) {
    RoomEvent outcome = outcome(result);
    return isReadable(result)
        ? List.of(message(result).as(Occasion.REMINDER), outcome)
        : List.of(outcome);
  }

  // A command may be refused for having neither.
  private static boolean isReadable(SendResult result) {
    return result.text() != null || result.mediaUrl() != null;
  }

  private RoomEvent message(SendResult result) {
    Author author = new Author(result.roomName(), true, result.phoneNumber(), result.customerId());
    ChatLine said = line(result);
    ChatLine line = recent.read(author, said, Stage.SAID);
    Members members =
        base("message", result)
            .with("messageType", result.messageType())
            .with("direction", "outgoing")
            .with("status", status(result))
            .with("timestamp", result.timestamp())
            .with("sender", said.speaker())
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
            .with("status", status(result))
            .with("timestamp", result.occurredAt())
            .with(failed ? "failedAt" : "sentAt", failed || sent ? result.occurredAt() : null)
            .with("outcome", result.type().type())
            .with("errorCode", result.metaCode())
            .with("failedReason", result.reason());
    return new RoomEvent(
        result.roomName(), result.messageId(), result.type().type(), members, null);
  }

  private static String status(SendResult result) {
    return switch (result.type()) {
      case PENDING, UNKNOWN -> "pending";
      case SENT -> "sent";
      case FAILED -> "failed";
    };
  }

  private static Members base(String type, SendResult result) {
    return Members.of(type, result.messageId(), result.whatsappMessageId(), result.roomName())
        .with("requestId", result.requestId())
        .with("phoneNumber", result.phoneNumber())
        .with("customerId", result.customerId())
        .with("phoneNumberId", result.phoneNumberId());
  }
}

package com.livemargs.whatsapp.outbound.message;

import com.livemargs.whatsapp.events.outbound.SendOutcome;
import com.livemargs.whatsapp.events.outbound.SendResult;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes the message that is told and sent out of what the caller asked for. */
public final class Intake {

  private final String ownPhoneNumberId;

  /**
   * An intake.
   *
   * @param ownPhoneNumberId our number where a request names none
   */
  public Intake(String ownPhoneNumberId) {
    this.ownPhoneNumberId = ownPhoneNumberId;
  }

  /**
   * The message, pending.
   *
   * @param requestId the caller's id, or null to use the message's own
   * @param sender who wrote it, or null for a program
   */
  public SendResult pending(
      UUID messageId,
      @Nullable String requestId,
      SendRequest request,
      Conversation conversation,
      @Nullable String sender) {
    long now = Instant.now().toEpochMilli();
    return new SendResult(
        SendOutcome.PENDING,
        requestId == null ? messageId.toString() : requestId,
        messageId,
        null,
        conversation.roomName(),
        conversation.phone() == null ? null : "+" + conversation.phone(),
        conversation.userId(),
        from(request),
        request.messageType(),
        request.text(),
        request.mediaUrl(),
        request.mediaType(),
        request.fileName(),
        request.caption(),
        request.replyTo(),
        sender,
        now,
        now,
        null,
        null);
  }

  private String from(SendRequest request) {
    return request.phoneNumberId() == null ? ownPhoneNumberId : request.phoneNumberId();
  }

  /** Our number that sends what names none. */
  public String ownPhoneNumberId() {
    return ownPhoneNumberId;
  }
}

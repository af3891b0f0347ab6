package com.livemargs.whatsapp.outbound.ledger;

import com.livemargs.whatsapp.events.identity.Rooms;
import com.livemargs.whatsapp.events.meta.Customer;
import com.livemargs.whatsapp.events.outbound.SendOutcome;
import com.livemargs.whatsapp.events.outbound.SendResult;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Makes the record that tells a verdict. */
final class Results {

  private Results() {}

  static SendResult of(SendResult message, Verdict verdict, Instant at) {
    return switch (verdict) {
      case Verdict.Sent sent ->
          told(moved(message, sent.phone()), SendOutcome.SENT, sent.whatsappMessageId(), at);
      case Verdict.Failed failed ->
          explained(
              told(message, SendOutcome.FAILED, null, at), failed.metaCode(), failed.reason());
      case Verdict.Unknown unknown ->
          explained(told(message, SendOutcome.UNKNOWN, null, at), null, unknown.reason());
    };
  }

  // Meta may know a number by other digits (Brazil, Mexico): its digits name row and room.
  private static SendResult moved(SendResult m, @Nullable String phone) {
    if (phone == null || m.phoneNumber() == null || m.phoneNumber().equals("+" + phone)) {
      return m;
    }
    Customer customer = new Customer(phone, m.customerId());
    return new SendResult(
        m.type(),
        m.requestId(),
        m.messageId(),
        m.whatsappMessageId(),
        Rooms.of(customer, null, null),
        customer.phoneNumber(),
        m.customerId(),
        m.phoneNumberId(),
        m.messageType(),
        m.text(),
        m.mediaUrl(),
        m.mediaType(),
        m.fileName(),
        m.caption(),
        m.replyTo(),
        m.sender(),
        m.timestamp(),
        m.occurredAt(),
        m.metaCode(),
        m.reason());
  }

  private static SendResult told(
      SendResult m, SendOutcome type, @Nullable String whatsappMessageId, Instant at) {
    return new SendResult(
        type,
        m.requestId(),
        m.messageId(),
        whatsappMessageId,
        m.roomName(),
        m.phoneNumber(),
        m.customerId(),
        m.phoneNumberId(),
        m.messageType(),
        m.text(),
        m.mediaUrl(),
        m.mediaType(),
        m.fileName(),
        m.caption(),
        m.replyTo(),
        m.sender(),
        m.timestamp(),
        at.toEpochMilli(),
        null,
        null);
  }

  private static SendResult explained(SendResult m, @Nullable Integer metaCode, String reason) {
    return new SendResult(
        m.type(),
        m.requestId(),
        m.messageId(),
        m.whatsappMessageId(),
        m.roomName(),
        m.phoneNumber(),
        m.customerId(),
        m.phoneNumberId(),
        m.messageType(),
        m.text(),
        m.mediaUrl(),
        m.mediaType(),
        m.fileName(),
        m.caption(),
        m.replyTo(),
        m.sender(),
        m.timestamp(),
        m.occurredAt(),
        metaCode,
        reason);
  }
}

package com.livemargs.whatsapp.outbound.ledger;

import com.livemargs.whatsapp.events.identity.IdentityLink;
import com.livemargs.whatsapp.events.identity.Rooms;
import com.livemargs.whatsapp.events.meta.Customer;
import com.livemargs.whatsapp.events.outbound.SendOutcome;
import com.livemargs.whatsapp.events.outbound.SendResult;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the record that tells a verdict. */
final class Results {

  private Results() {}

  static SendResult of(SendResult message, Verdict verdict, Instant at) {
    return switch (verdict) {
      case Verdict.Sent sent ->
          told(
              message,
              address(message, sent.phone()),
              new End(SendOutcome.SENT, sent.whatsappMessageId(), null, null),
              at);
      case Verdict.Failed failed ->
          told(
              message,
              address(message, null),
              new End(SendOutcome.FAILED, null, failed.metaCode(), failed.reason()),
              at);
      case Verdict.Unknown unknown ->
          told(
              message,
              address(message, null),
              new End(SendOutcome.UNKNOWN, null, null, unknown.reason()),
              at);
    };
  }

  private record Address(String roomName, @Nullable String phoneNumber) {}

  // Meta may know a number by other digits (Brazil, Mexico): its digits name row and room.
  private static Address address(SendResult m, @Nullable String phone) {
    if (phone == null || m.phoneNumber() == null || m.phoneNumber().equals("+" + phone)) {
      return new Address(m.roomName(), m.phoneNumber());
    }
    Customer customer = new Customer(phone, m.customerId());
    return new Address(Rooms.of(customer, null, null), customer.phoneNumber());
  }

  /**
   * What Meta's answer tells of the customer's names: whoever was dialled by these digits is known
   * by those. Null where they are the same.
   */
  static @Nullable IdentityLink link(SendResult asked, SendResult told) {
    String dialled = asked.phoneNumber();
    String known = told.phoneNumber();
    if (dialled == null || known == null || dialled.equals(known)) {
      return null;
    }
    String digits = known.substring(1);
    return new IdentityLink(digits, digits, List.of(dialled.substring(1)), told.occurredAt());
  }

  private record End(
      SendOutcome type,
      @Nullable String whatsappMessageId,
      @Nullable Integer metaCode,
      @Nullable String reason) {}

  private static SendResult told(SendResult m, Address address, End end, Instant at) {
    return new SendResult(
        end.type(),
        m.requestId(),
        m.messageId(),
        end.whatsappMessageId(),
        address.roomName(),
        address.phoneNumber(),
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
        end.metaCode(),
        end.reason());
  }
}

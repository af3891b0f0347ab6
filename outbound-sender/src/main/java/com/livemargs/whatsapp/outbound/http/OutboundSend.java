package com.livemargs.whatsapp.outbound.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.livemargs.whatsapp.events.outbound.SendResult;
import com.livemargs.whatsapp.outbound.ledger.QueueView.Standing;
import com.livemargs.whatsapp.outbound.ledger.Send;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A send as people see it.
 *
 * @param reason why it failed or is unknown
 * @param waitingFor what a queued one waits for
 * @param dueAt milliseconds: before this it does not go, as far as is known
 * @param attempts how often Meta was asked
 * @param timestamp milliseconds: when it was accepted
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record OutboundSend(
    UUID messageId,
    String requestId,
    String roomName,
    @Nullable String phoneNumber,
    @Nullable String customerId,
    String phoneNumberId,
    String messageType,
    String state,
    @Nullable String reason,
    @Nullable String waitingFor,
    @Nullable Long dueAt,
    int attempts,
    long timestamp) {

  static OutboundSend of(Standing standing) {
    Send send = standing.send();
    SendResult message = send.message();
    return new OutboundSend(
        message.messageId(),
        message.requestId(),
        message.roomName(),
        message.phoneNumber(),
        message.customerId(),
        message.phoneNumberId(),
        message.messageType(),
        send.state().word(),
        send.reason(),
        standing.waitingFor() == null ? null : standing.waitingFor().word(),
        standing.dueAt() == null ? null : standing.dueAt().toEpochMilli(),
        send.attempt(),
        message.timestamp());
  }
}

package com.livemargs.whatsapp.outbound.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.livemargs.whatsapp.outbound.ledger.QueueView.Standing;
import com.livemargs.whatsapp.outbound.ledger.Send;
import com.livemargs.whatsapp.outbound.ledger.SendState;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a caller is told.
 *
 * @param success whether Meta accepted the message
 * @param whatsappMessageId the wamid, null until accepted
 * @param status {@code pending} or {@code unknown}; absent once accepted
 * @param waitingFor what a queued one waits for
 * @param dueAt milliseconds: before this it does not go, as far as is known
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record SendAnswer(
    boolean success,
    UUID messageId,
    @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String whatsappMessageId,
    String roomName,
    @Nullable String status,
    @Nullable String waitingFor,
    @Nullable Long dueAt) {

  static SendAnswer of(Standing standing) {
    Send send = standing.send();
    return new SendAnswer(
        send.state() == SendState.SENT,
        send.messageId(),
        send.whatsappMessageId(),
        send.message().roomName(),
        status(send.state()),
        standing.waitingFor() == null ? null : standing.waitingFor().word(),
        standing.dueAt() == null ? null : standing.dueAt().toEpochMilli());
  }

  private static @Nullable String status(SendState state) {
    return switch (state) {
      case QUEUED, IN_FLIGHT -> "pending";
      case UNKNOWN -> "unknown";
      case SENT, FAILED -> null;
    };
  }
}

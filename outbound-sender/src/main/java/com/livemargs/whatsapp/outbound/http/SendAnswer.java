package com.livemargs.whatsapp.outbound.http;

import com.fasterxml.jackson.annotation.JsonInclude;
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
 */
record SendAnswer(
    boolean success,
    UUID messageId,
    @Nullable String whatsappMessageId,
    String roomName,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String status) {

  static SendAnswer of(Send send) {
    return new SendAnswer(
        send.state() == SendState.SENT,
        send.messageId(),
        send.whatsappMessageId(),
        send.message().roomName(),
        status(send.state()));
  }

  private static @Nullable String status(SendState state) {
    return switch (state) {
      case QUEUED, IN_FLIGHT -> "pending";
      case UNKNOWN -> "unknown";
      case SENT, FAILED -> null;
    };
  }
}

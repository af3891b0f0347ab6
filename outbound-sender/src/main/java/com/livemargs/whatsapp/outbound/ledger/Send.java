package com.livemargs.whatsapp.outbound.ledger;

import com.livemargs.whatsapp.events.outbound.SendResult;
import com.livemargs.whatsapp.outbound.message.Address;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A send as the ledger knows it.
 *
 * @param message the whole message, in the results' shape; its type says nothing here
 * @param attempt how often it was handed to the network
 * @param whatsappMessageId once accepted by Meta
 * @param metaCode Graph's error code of a failed send, or null
 * @param reason why it failed or is unknown, or null
 */
public record Send(
    String fingerprint,
    String conversationKey,
    Address address,
    SendResult message,
    @Nullable String traceparent,
    SendState state,
    int attempt,
    Instant acceptedAt,
    @Nullable String whatsappMessageId,
    @Nullable Integer metaCode,
    @Nullable String reason) {

  /** Our id of the message. */
  public UUID messageId() {
    return message.messageId();
  }

  @Override
  public String toString() {
    return "Send[" + state.word() + "]";
  }
}

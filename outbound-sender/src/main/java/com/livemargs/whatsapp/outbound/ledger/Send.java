package com.livemargs.whatsapp.outbound.ledger;

import com.livemargs.whatsapp.events.outbound.SendResult;
import com.livemargs.whatsapp.outbound.message.Address;
import com.livemargs.whatsapp.outbound.pace.Hold;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A send as the ledger knows it.
 *
 * @param lane what is kept in order, one in flight: a conversation with one of our numbers
 * @param message the whole message, in the results' shape; its type says nothing here
 * @param attempt how often it was handed to the network
 * @param whatsappMessageId once accepted by Meta
 * @param metaCode Graph's error code of a failed send, or null
 * @param reason why it failed or is unknown, or null
 * @param isForPeople whether it came over HTTP: somebody may be waiting for it
 * @param heldFor why it was put back, or what its present attempt is for; null when neither
 */
public record Send(
    String fingerprint,
    String conversationKey,
    Address address,
    String lane,
    SendResult message,
    @Nullable String traceparent,
    SendState state,
    int attempt,
    Instant acceptedAt,
    @Nullable String whatsappMessageId,
    @Nullable Integer metaCode,
    @Nullable String reason,
    boolean isForPeople,
    @Nullable String heldFor) {

  private static final String TRIAL = "trial";

  /** Our id of the message. */
  public UUID messageId() {
    return message.messageId();
  }

  /** Whether its present attempt finds out if Meta takes our token again. */
  public boolean isTrial() {
    return TRIAL.equals(heldFor);
  }

  /** Whether it was put back for this. */
  public boolean wasHeldFor(Hold why) {
    return why.word().equals(heldFor);
  }

  @Override
  public String toString() {
    return "Send[" + state.word() + "]";
  }
}

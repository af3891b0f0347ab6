package com.livemargs.whatsapp.outbound.ledger;

import com.livemargs.whatsapp.events.outbound.SendResult;
import com.livemargs.whatsapp.outbound.message.Address;
import org.jspecify.annotations.Nullable;

/**
 * A request that is about to be accepted.
 *
 * @param client whose request ids these are
 * @param fingerprint tells another request under the same id
 * @param recordKey key of the command's record, whose order is kept too; null over HTTP
 * @param conversationKey key of the results
 * @param pending the first result, which holds the whole message
 * @param traceparent trace of the caller, or null
 */
public record Acceptance(
    String client,
    String fingerprint,
    @Nullable String recordKey,
    String conversationKey,
    Address address,
    SendResult pending,
    @Nullable String traceparent) {

  /** What is kept in order, one in flight: a conversation with one of our numbers. */
  String lane() {
    return pending.phoneNumberId() + ":" + pending.roomName();
  }
}

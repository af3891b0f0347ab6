package com.livemargs.whatsapp.outbound.ledger;

import com.livemargs.whatsapp.events.outbound.SendResult;
import com.livemargs.whatsapp.outbound.message.Address;
import com.livemargs.whatsapp.outbound.message.Conversation;
import com.livemargs.whatsapp.outbound.message.WindowPolicy;
import java.time.Instant;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A request that is about to be accepted.
 *
 * @param client whose request ids these are
 * @param fingerprint tells another request under the same id
 * @param recordKey key of the command's record, whose order is kept too; null over HTTP
 * @param conversationKey key of the results
 * @param conversation with whom, and where it is shown
 * @param pending the first result, which holds the whole message
 * @param windowPolicy the request's own, or null for the configured one
 * @param traceparent trace of the caller, or null
 * @param refusal why it is not to be sent at all, or null: then it is accepted as failed, and told
 */
public record Acceptance(
    String client,
    String fingerprint,
    @Nullable String recordKey,
    String conversationKey,
    Conversation conversation,
    SendResult pending,
    @Nullable WindowPolicy windowPolicy,
    @Nullable String traceparent,
    @Nullable String refusal) {

  /** Why a message outside of the customer's 24 hours is not sent. */
  public static final String OUTSIDE_WINDOW = "outside_window";

  /** What its client calls it. */
  public Ledger.Id id() {
    return new Ledger.Id(client, pending.requestId());
  }

  /** What is kept in order, one in flight: a conversation with one of our numbers. */
  String lane() {
    return pending.phoneNumberId() + ":" + conversation.queue();
  }

  /**
   * All lanes in which sends to the customer may wait, one a line; null where that is its own
   * alone.
   */
  @Nullable String lanes() {
    String number = pending.phoneNumberId();
    return conversation.queues().size() == 1
        ? null
        : conversation.queues().stream()
            .map(queue -> number + ":" + queue)
            .collect(Collectors.joining("\n"));
  }

  /** Whom Meta is told to send it to. */
  Address address() {
    return conversation.address();
  }

  /** The same, refused. */
  public Acceptance refused(String why) {
    return new Acceptance(
        client,
        fingerprint,
        recordKey,
        conversationKey,
        conversation,
        pending,
        windowPolicy,
        traceparent,
        why);
  }

  /** What is told first: pending, or that it has failed already. */
  SendResult first() {
    return refusal == null
        ? pending
        : Results.of(pending, new Verdict.Failed(null, refusal), Instant.now());
  }
}

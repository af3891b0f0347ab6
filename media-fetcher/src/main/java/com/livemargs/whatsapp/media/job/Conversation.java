package com.livemargs.whatsapp.media.job;

import com.livemargs.whatsapp.events.meta.WhatsAppMessage;
import com.livemargs.whatsapp.events.meta.WhatsAppMessage.Origin;
import org.jspecify.annotations.Nullable;

/**
 * Whose message a file belongs to: what every record about it repeats.
 *
 * @param key of the records about it
 * @param traceparent the trace of the message, or null
 * @param history whether the message was imported from before
 */
record Conversation(
    String whatsappMessageId,
    String key,
    @Nullable String phoneNumberId,
    @Nullable String phoneNumber,
    @Nullable String customerId,
    @Nullable String groupId,
    @Nullable String traceparent,
    boolean history) {

  static Conversation of(WhatsAppMessage message, @Nullable String traceparent) {
    return new Conversation(
        message.wamid(),
        message.conversationKey(),
        message.phoneNumberId(),
        message.customer().phoneNumber(),
        message.customerId(),
        message.groupId(),
        traceparent,
        message.origin() == Origin.HISTORY);
  }

  @Override
  public String toString() {
    return "Conversation[***]";
  }
}

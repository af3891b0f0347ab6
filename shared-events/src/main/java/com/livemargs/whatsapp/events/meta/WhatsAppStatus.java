package com.livemargs.whatsapp.events.meta;

import com.livemargs.whatsapp.events.ConversationKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One status of {@code whatsapp.statuses}, read from Meta's own shape.
 *
 * @param wamid the message it speaks of
 * @param status Meta's word: sent, delivered, read, played, failed, or one of tomorrow
 * @param timestamp Meta's time, in seconds
 * @param recipient the customer, in a group the participant; null when the payload names nobody
 * @param groupId the group, or null
 * @param callbackData {@code biz_opaque_callback_data}: our message id of a send, or null
 * @param error why it failed, or null
 * @param raw the status object, byte for byte as received
 */
@SuppressWarnings("ArrayRecordComponent")
public record WhatsAppStatus(
    String wamid,
    String status,
    Instant timestamp,
    @Nullable String phoneNumberId,
    @Nullable Customer recipient,
    @Nullable String groupId,
    @Nullable String callbackData,
    @Nullable StatusError error,
    byte[] raw) {

  /**
   * Meta's first error of a failed status: {@code code} and a sentence made of title and details.
   */
  public record StatusError(int code, String reason) {}

  /** The key of its conversation. */
  public String conversationKey() {
    String customer = recipient == null ? "" : recipient.identity();
    return ConversationKey.of(phoneNumberId, groupId != null ? groupId : customer);
  }

  @Override
  public String toString() {
    return "WhatsAppStatus[" + status + "]";
  }
}

package com.livemargs.whatsapp.events;

import org.jspecify.annotations.Nullable;

/**
 * The Kafka key that keeps one conversation on one partition: {@code {phone_number_id}:{customer}},
 * where the customer is a group id, else the business-scoped user id, else the phone's digits.
 */
public final class ConversationKey {

  private ConversationKey() {}

  /**
   * The key of a conversation.
   *
   * @param phoneNumberId Meta's id of our number, or null when the payload names none
   */
  public static String of(@Nullable String phoneNumberId, String customer) {
    return (phoneNumberId == null ? "" : phoneNumberId) + ":" + customer;
  }
}

package com.livemargs.whatsapp.simulator.control;

import com.livemargs.whatsapp.simulator.customer.Customer;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a customer is to send. A plain {@code text} or a {@code file} is enough; {@code message}
 * takes any of Meta's message objects and gets id, sender and time where it lacks them.
 *
 * @param phone with or without {@code +}; null hides the number
 * @param userId business-scoped id
 * @param type the message type; told from the rest when absent
 * @param replyTo wamid of the message that is quoted
 * @param message Meta's own message object
 * @param timestamp when it was written; now if absent
 * @param copies how often the webhook is delivered
 * @param delay how late the webhook leaves
 */
record CustomerMessage(
    @Nullable String phone,
    @Nullable String userId,
    @Nullable String parentUserId,
    @Nullable String username,
    @Nullable String name,
    @Nullable String type,
    @Nullable String text,
    @Nullable String caption,
    @Nullable String replyTo,
    @Nullable String groupId,
    @Nullable ObjectNode message,
    @Nullable FileContent file,
    @Nullable Instant timestamp,
    @Nullable Integer copies,
    @Nullable Duration delay) {

  /**
   * A file to attach.
   *
   * @param voice whether it was recorded in the chat
   */
  record FileContent(
      byte[] base64,
      @Nullable String mimeType,
      @Nullable String fileName,
      @Nullable Boolean voice) {}

  Customer customer() {
    String digits = phone == null || phone.isBlank() ? null : phone.replaceAll("[+\\s()-]", "");
    return new Customer(digits, userId, parentUserId, username, name);
  }
}

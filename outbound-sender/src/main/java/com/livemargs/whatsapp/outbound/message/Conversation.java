package com.livemargs.whatsapp.outbound.message;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The conversation that a send belongs to, as far as it is known when the send is accepted.
 *
 * @param phone the customer's digits, given or linked; null when unknown
 * @param userId the customer's business-scoped id, given or linked; null when unknown
 * @param roomName where it is shown
 * @param queue the room of the customer by the name that all other names lead to: Meta may know a
 *     phone by other digits than those that are dialled, and its messages leave in one order
 * @param queues that queue and those by the customer's other names: what was accepted before a name
 *     was known waits there
 */
public record Conversation(
    Address address,
    @Nullable String phone,
    @Nullable String userId,
    String roomName,
    String queue,
    Set<String> queues) {

  /** What identifies the customer in a key: group, else id, else digits. */
  public String identity() {
    if (address instanceof Address.Group group) {
      return group.id();
    }
    return userId != null ? userId : String.valueOf(phone);
  }
}

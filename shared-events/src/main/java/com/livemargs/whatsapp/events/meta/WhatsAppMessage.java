package com.livemargs.whatsapp.events.meta;

import com.livemargs.whatsapp.events.ConversationKey;
import com.livemargs.whatsapp.events.MessageIds;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One message of {@code whatsapp.messages}, read from Meta's own shape.
 *
 * @param wamid WhatsApp's message id
 * @param phoneNumberId Meta's id of our number, or null when the payload has none
 * @param direction outgoing for echoes and for history from our own number
 * @param customer the other side; in a group the author, or the group where none is shown
 * @param groupId the group, or null for a private conversation
 * @param profileName the customer's own name for themselves, or null
 * @param username display only, mutable; null when unset
 * @param timestamp Meta's time, in seconds; the epoch when the payload has none
 * @param type Meta's word, such as {@code text} or {@code interactive}
 * @param replyTo wamid that this one quotes, or null
 * @param historyStatus the status that a history item carries, in lower case, or null
 * @param origin how it came to us
 * @param raw the item's own object, byte for byte as received
 */
@SuppressWarnings("ArrayRecordComponent")
public record WhatsAppMessage(
    String wamid,
    @Nullable String phoneNumberId,
    Direction direction,
    Customer customer,
    @Nullable String groupId,
    @Nullable String profileName,
    @Nullable String username,
    Instant timestamp,
    String type,
    Content content,
    @Nullable String replyTo,
    @Nullable String historyStatus,
    Origin origin,
    byte[] raw) {

  /** How a message came to us. */
  public enum Origin {
    /** {@code value.messages[]}. */
    WEBHOOK,
    /** {@code value.message_echoes[]}: typed on the business's own phone. */
    ECHO,
    /** {@code value.history[]}, or messages of a change whose field is {@code history}. */
    HISTORY
  }

  /** Our id of it. */
  public UUID messageId() {
    return MessageIds.ofWamid(wamid);
  }

  /** The key of its conversation. */
  public String conversationKey() {
    return ConversationKey.of(phoneNumberId, groupId != null ? groupId : customer.identity());
  }

  /**
   * Whether the conversation shows it as a line of its own. The others change a line, or nothing
   * where they do not say which.
   */
  public boolean isShown() {
    return switch (type) {
      case "reaction", "edit", "revoke", "system" -> false;
      default -> true;
    };
  }

  /** Business-scoped id of the customer, or null: the group that stands in for one is none. */
  public @Nullable String customerId() {
    String id = customer.userId();
    return id == null || id.equals(groupId) ? null : id;
  }

  @Override
  public String toString() {
    return "WhatsAppMessage[" + type + ", " + direction.wire() + "]";
  }
}

package com.livemargs.whatsapp.events.identity;

import com.livemargs.whatsapp.events.meta.Customer;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who said something, and where. WhatsApp lets people edit and delete their own messages alone, and
 * so an edit or a revoke is believed only from the author.
 *
 * @param room where it was said
 * @param ours whether our side said it
 * @param phoneNumber the customer's, null when unknown
 * @param customerId business-scoped, null when unknown
 */
public record Author(
    String room, boolean ours, @Nullable String phoneNumber, @Nullable String customerId) {

  /**
   * Whether this one said what that one said: the same side of the same conversation, whatever its
   * room is called by now; in a group the same person.
   */
  public boolean isAuthorOf(Author said) {
    boolean person = isSame(phoneNumber, said.phoneNumber) || isSame(customerId, said.customerId);
    boolean here = room.equals(said.room);
    return ours == said.ours && (isInGroup() ? here && (ours || person) : here || person);
  }

  /**
   * Whether both spoke for the same side of a private conversation, so that this one said what that
   * one said if their {@link #names} are one customer's.
   */
  public boolean isLike(Author said) {
    return ours == said.ours && !isInGroup() && !said.isInGroup();
  }

  /** Whether this is one of the people of a group. */
  public boolean isMember() {
    return !ours && isInGroup();
  }

  private boolean isInGroup() {
    return room.startsWith(Rooms.GROUP_PREFIX);
  }

  /** Digits and id of the customer, as far as they are known. */
  public Set<String> names() {
    return Stream.of(Customer.digits(phoneNumber), customerId)
        .filter(Objects::nonNull)
        .collect(Collectors.toSet());
  }

  private static boolean isSame(@Nullable String one, @Nullable String other) {
    return one != null && one.equals(other);
  }

  @Override
  public String toString() {
    return "Author[" + (ours ? "ours" : "theirs") + "]";
  }
}

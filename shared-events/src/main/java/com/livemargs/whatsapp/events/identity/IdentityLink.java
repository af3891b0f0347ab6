package com.livemargs.whatsapp.events.identity;

import com.livemargs.whatsapp.events.json.Json;
import com.livemargs.whatsapp.events.meta.Content;
import com.livemargs.whatsapp.events.meta.Customer;
import com.livemargs.whatsapp.events.meta.UnreadableItemException;
import com.livemargs.whatsapp.events.meta.WhatsAppMessage;
import com.livemargs.whatsapp.events.meta.WhatsAppStatus;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A fact that a payload showed: this customer has this phone, or replaced that former one. It is
 * the value of {@code whatsapp.identities}; the newest by Meta's time decides, and it holds for
 * ever.
 *
 * @param customer business-scoped user id; digits where a number changed and no id was shown
 * @param phone digits without plus, or null when only ids were shown
 * @param previous ids and digits that this customer had before
 * @param timestamp milliseconds, Meta's time
 */
public record IdentityLink(
    String customer, @Nullable String phone, List<String> previous, long timestamp) {

  /** What {@code ce_type} calls its record. */
  public static final String EVENT_TYPE = "whatsapp.identity.linked";

  public IdentityLink {
    previous = previous == null ? List.of() : previous.stream().filter(Objects::nonNull).toList();
  }

  /**
   * Reads a record of {@code whatsapp.identities}.
   *
   * @throws UnreadableItemException if it names no customer
   * @throws tools.jackson.core.JacksonException if it is no link at all
   */
  public static IdentityLink parse(byte[] value) {
    IdentityLink link = Json.MAPPER.readValue(value, IdentityLink.class);
    if (link == null || link.customer == null || link.customer.isBlank()) {
      throw new UnreadableItemException("the link names no customer");
    }
    return link;
  }

  /**
   * All that it says, each as a link of its own, so that none lies over another in {@code
   * whatsapp.identities}: compaction keeps the last record of a key, and a later one may say less.
   */
  public List<IdentityLink> facts() {
    Stream<IdentityLink> reached =
        phone == null || phone.equals(customer)
            ? Stream.empty()
            : Stream.of(new IdentityLink(customer, phone, List.of(), timestamp));
    Stream<IdentityLink> followed =
        previous.stream()
            .map(former -> new IdentityLink(customer, null, List.of(former), timestamp));
    return Stream.concat(reached, followed).toList();
  }

  /** Where one of the {@link #facts} stands in {@code whatsapp.identities}. */
  public String key() {
    return previous.isEmpty() ? customer : previous.getFirst() + ">" + customer;
  }

  /** Whether every id and phone in it is no longer than any real one could be. */
  public boolean hasPlausibleNames() {
    return Customer.isPlausible(customer)
        && (phone == null || Customer.isPlausible(phone))
        && previous.stream().allMatch(Customer::isPlausible);
  }

  /** The link that a message shows, if it shows one. */
  public static Optional<IdentityLink> of(WhatsAppMessage message) {
    Customer customer = message.customer();
    if (message.content() instanceof Content.SystemNotice notice) {
      Optional<IdentityLink> changed = changed(customer, notice, message.timestamp());
      if (changed.isPresent()) {
        return changed;
      }
    }
    return of(customer, message.timestamp());
  }

  /** The link that a status shows, if it shows one. */
  public static Optional<IdentityLink> of(WhatsAppStatus status) {
    return Optional.ofNullable(status.recipient()).flatMap(who -> of(who, status.timestamp()));
  }

  /** The link between the two halves of a customer, if both are there. */
  public static Optional<IdentityLink> of(Customer customer, Instant at) {
    return customer.userId() == null || customer.userId().isBlank() || customer.phone() == null
        ? Optional.empty()
        : Optional.of(
            new IdentityLink(customer.userId(), customer.phone(), List.of(), at.toEpochMilli()));
  }

  private static Optional<IdentityLink> changed(
      Customer former, Content.SystemNotice notice, Instant at) {
    boolean number = notice.newPhone() != null;
    String phone = number ? notice.newPhone() : former.phone();
    // Where no new id is named the customer keeps the one that the notice came with.
    String id = notice.newUserId() != null || !number ? notice.newUserId() : former.userId();
    String current = id != null ? id : number ? phone : null;
    if (current == null || current.isBlank()) {
      return Optional.empty();
    }
    List<String> previous =
        Stream.of(former.userId(), notice.previousUserId(), number ? former.phone() : null)
            .filter(Objects::nonNull)
            .filter(alias -> !alias.equals(current) && !alias.equals(phone))
            .distinct()
            .toList();
    return Optional.of(new IdentityLink(current, phone, previous, at.toEpochMilli()))
        .filter(link -> !link.facts().isEmpty());
  }
}

package com.livemargs.whatsapp.simulator.customer;

import org.jspecify.annotations.Nullable;

/**
 * A person on WhatsApp, as far as the business can see.
 *
 * @param phone digits with country code; null when the number is hidden
 * @param userId the business-scoped id; null for people of the time before it
 */
public record Customer(
    @Nullable String phone,
    @Nullable String userId,
    @Nullable String parentUserId,
    @Nullable String username,
    @Nullable String name) {

  /** Phone if known, else the business-scoped id. */
  public String key() {
    return phone != null ? phone : String.valueOf(userId);
  }

  /** The same person with the name and username that are known, and nothing else. */
  public Customer named(Customer known) {
    return new Customer(
        phone, userId, parentUserId, newer(username, known.username), newer(name, known.name));
  }

  /** The same person, username not shown. */
  public Customer withoutUsername() {
    return new Customer(phone, userId, parentUserId, null, name);
  }

  Customer over(@Nullable Customer older) {
    return older == null
        ? this
        : new Customer(
            newer(phone, older.phone),
            newer(userId, older.userId),
            newer(parentUserId, older.parentUserId),
            newer(username, older.username),
            newer(name, older.name));
  }

  private static @Nullable String newer(@Nullable String now, @Nullable String before) {
    return now != null ? now : before;
  }
}

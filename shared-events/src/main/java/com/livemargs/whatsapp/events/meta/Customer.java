package com.livemargs.whatsapp.events.meta;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

/**
 * A person on WhatsApp as one payload shows them. Since 2026 the phone may be hidden, and old
 * payloads lack the id; at least one of both is there.
 *
 * @param phone digits without plus, or null
 * @param userId business-scoped user id, or null
 */
public record Customer(@Nullable String phone, @Nullable String userId) {

  /** Bytes; several times Meta's longest, and three of them still fit one row of an index. */
  private static final int LONGEST_ID = 800;

  public Customer {
    if (phone == null && userId == null) {
      throw new IllegalArgumentException("a customer has a phone or a user id");
    }
  }

  /** Whether an id of Meta's, of whatever kind, is no longer than any real one could be. */
  public static boolean isPlausible(String id) {
    return id.length() <= LONGEST_ID && id.getBytes(UTF_8).length <= LONGEST_ID;
  }

  /** Digits of a phone with or without plus, or null when the text is something else. */
  public static @Nullable String digits(@Nullable String text) {
    if (text == null) {
      return null;
    }
    String digits = text.startsWith("+") ? text.substring(1) : text;
    return isDigits(digits) ? digits : null;
  }

  // A loop and not a stream: this is asked several times of every message.
  private static boolean isDigits(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return !text.isEmpty();
  }

  /** What identifies the customer in a key: the id when there is one, else the digits. */
  public String identity() {
    String id = userId != null ? userId : phone;
    return id == null ? "" : id;
  }

  /** The phone as E.164 text, or null. */
  public @Nullable String phoneNumber() {
    return phone == null ? null : "+" + phone;
  }
}

package com.livemargs.whatsapp.outbound.message;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What to do with a message to a customer who has not written within 24 hours. */
public enum WindowPolicy {
  /** Ask Meta, who mostly refuses it (131047). */
  ALLOW,
  /** Refuse it here: Meta is not asked. */
  REFUSE;

  /** The word in settings and requests. */
  @JsonValue
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Back from the word; empty when it is none. */
  public static Optional<WindowPolicy> of(String word) {
    return Arrays.stream(values()).filter(policy -> policy.word().equals(word)).findFirst();
  }
}

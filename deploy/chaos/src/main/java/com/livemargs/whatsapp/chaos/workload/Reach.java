package com.livemargs.whatsapp.chaos.workload;

import java.util.Locale;

/** How far a message of the business has come, in Meta's words. */
public enum Reach {
  PENDING,
  SENT,
  FAILED,
  DELIVERED,
  READ;

  /** Meta's word. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The one of that word; what is unknown counts as nothing. */
  public static Reach of(String word) {
    for (Reach reach : values()) {
      if (reach.word().equals(word)) {
        return reach;
      }
    }
    return PENDING;
  }

  Reach further(Reach other) {
    return compareTo(other) >= 0 ? this : other;
  }
}

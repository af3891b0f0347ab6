package com.livemargs.whatsapp.chaos.workload;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A customer: one who shows a phone, one who shows only an id, or one whose first message shows
 * both and later ones mostly the id.
 */
record Person(String name, @Nullable String phone, @Nullable String userId) {

  private static final int KINDS = 5;

  /** The n-th of all; of five, three show phones, one only an id, one links both. */
  static Person number(int n) {
    String phone = "49155%08d".formatted(20_000_000 + n);
    String userId = "DE.%017d".formatted(84_000_000_000L + n);
    String name = "c%05d".formatted(n);
    return switch (n % KINDS) {
      case 3 -> new Person(name, null, userId);
      case 4 -> new Person(name, phone, userId);
      default -> new Person(name, phone, null);
    };
  }

  boolean isLinked() {
    return phone != null && userId != null;
  }

  String room() {
    return "whatsapp_" + (phone != null ? phone : userId);
  }

  /** Signs a message as its author. */
  ObjectNode from(ObjectNode message, boolean showAll) {
    if (phone != null && (userId == null || showAll)) {
      message.put("from", phone);
    }
    if (userId != null) {
      message.put("from_user_id", userId);
    }
    return message;
  }
}

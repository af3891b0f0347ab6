package com.livemargs.whatsapp.outbound.message;

/** Where Meta delivers to. */
public sealed interface Address {

  /** A person by phone: {@code to} with plus, because without it Meta may prepend a country. */
  record Phone(String digits) implements Address {}

  /** A person by business-scoped id: {@code recipient}. */
  record User(String id) implements Address {}

  /** A group: {@code to} with {@code recipient_type} group. */
  record Group(String id) implements Address {}

  /** The word of this kind in the ledger. */
  default String kind() {
    return switch (this) {
      case Phone p -> "phone";
      case User u -> "user";
      case Group g -> "group";
    };
  }

  /** Digits or id. */
  default String value() {
    return switch (this) {
      case Phone p -> p.digits();
      case User u -> u.id();
      case Group g -> g.id();
    };
  }

  /** Back from the ledger's words. */
  static Address of(String kind, String value) {
    return switch (kind) {
      case "phone" -> new Phone(value);
      case "user" -> new User(value);
      case "group" -> new Group(value);
      default -> throw new IllegalStateException("the ledger knows no address of kind " + kind);
    };
  }
}

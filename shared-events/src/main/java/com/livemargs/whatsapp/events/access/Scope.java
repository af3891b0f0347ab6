package com.livemargs.whatsapp.events.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What the holder of an API key may do; each path asks for one. */
public enum Scope {
  /** Send, and cancel, settle or send again what was sent. */
  SEND,
  /** Read messages, and what waits or is unknown. */
  READ,
  /** Read files. */
  MEDIA,
  /** Make join tokens, with which one reads and writes in a room. */
  ROOMS;

  static final Set<Scope> ALL = Set.of(values());

  /** As it is written in settings and told in problems. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<Scope> of(String word) {
    return Arrays.stream(values()).filter(scope -> scope.word().equals(word)).findFirst();
  }
}

package com.livemargs.whatsapp.persistence.store;

import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A reaction, an edit or a revoke: it never changes and points at a message that may come later.
 *
 * @param wamid its own id
 * @param target the message that it changes
 * @param actor one per person of a conversation, so that a person has one reaction
 * @param author as people read it: phone or id, {@code business} for our side
 * @param content emoji or new text; null when there is none
 */
public record ChangeFact(
    String wamid,
    String target,
    Kind kind,
    String actor,
    String author,
    @Nullable String content,
    Instant timestamp) {

  /** The newest last. */
  public static final Comparator<ChangeFact> BY_TIME =
      Comparator.comparing(ChangeFact::timestamp).thenComparing(ChangeFact::wamid);

  /** What it does. */
  public enum Kind {
    REACTION,
    EDIT,
    REVOKE
  }

  @Override
  public String toString() {
    return "ChangeFact[" + kind + "]";
  }
}

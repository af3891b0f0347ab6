package com.livemargs.whatsapp.persistence.store;

import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A reaction, an edit or a revoke: it never changes and points at a message that may come later.
 *
 * @param wamid its own id
 * @param target the message that it changes
 * @param actor one per person of a conversation, so that a person has one reaction: {@link
 *     #CUSTOMER}, {@link #BUSINESS}, in a group a name of whoever it was
 * @param author as people read it: phone or id, {@code business} for our side
 * @param content emoji or new text; null when there is none
 * @param timestamp Meta's time
 * @param position where it first came in Kafka's log; 0 where only a release knew it that did not
 *     keep that
 */
public record ChangeFact(
    String wamid,
    String target,
    Kind kind,
    String actor,
    String author,
    @Nullable String content,
    Instant timestamp,
    long position) {

  /** The one customer of a private conversation. */
  public static final String CUSTOMER = "customer";

  /** Our side, as an actor and as people read it where no name is known. */
  public static final String BUSINESS = "business";

  /** The newest last: Meta's times are in seconds, within one of them the log decides. */
  public static final Comparator<ChangeFact> BY_TIME =
      Comparator.comparing(ChangeFact::timestamp)
          .thenComparingLong(ChangeFact::position)
          .thenComparing(ChangeFact::wamid);

  /** What it does. */
  public enum Kind {
    REACTION,
    EDIT,
    REVOKE
  }

  /** Whether a name tells who it was. */
  public boolean isByName() {
    return !actor.equals(CUSTOMER) && !actor.equals(BUSINESS);
  }

  /** The same by a person under another name. */
  ChangeFact by(String person) {
    return person.equals(actor)
        ? this
        : new ChangeFact(wamid, target, kind, person, author, content, timestamp, position);
  }

  /** Of two deliveries the first. */
  public ChangeFact merge(ChangeFact repeat) {
    boolean earlier = position == 0 || (repeat.position != 0 && repeat.position < position);
    return earlier
        ? new ChangeFact(wamid, target, kind, actor, author, content, timestamp, repeat.position)
        : this;
  }

  @Override
  public String toString() {
    return "ChangeFact[" + kind + "]";
  }
}

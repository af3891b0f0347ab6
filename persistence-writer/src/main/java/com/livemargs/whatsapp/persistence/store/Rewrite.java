package com.livemargs.whatsapp.persistence.store;

import com.livemargs.whatsapp.persistence.store.ChangeFact.Kind;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the line of a message shows after all edits and revokes that are known.
 *
 * @param edit the newest, or null
 * @param revoke the first, or null
 */
public record Rewrite(String target, @Nullable ChangeFact edit, @Nullable ChangeFact revoke) {

  /** The sum of the changes of one message; empty when none of them changes its line. */
  public static Optional<Rewrite> of(String target, Collection<ChangeFact> changes) {
    ChangeFact edit = only(changes, Kind.EDIT).max(ChangeFact.BY_TIME).orElse(null);
    ChangeFact revoke = only(changes, Kind.REVOKE).min(ChangeFact.BY_TIME).orElse(null);
    return edit == null && revoke == null
        ? Optional.empty()
        : Optional.of(new Rewrite(target, edit, revoke));
  }

  /** Every person's latest reaction that was not taken back, in the order of time. */
  public static List<ChangeFact> reactions(Collection<ChangeFact> changes) {
    return only(changes, Kind.REACTION)
        .map(ChangeFact::actor)
        .distinct()
        .map(actor -> latest(changes, actor))
        .filter(reaction -> reaction.content() != null)
        .sorted(ChangeFact.BY_TIME)
        .toList();
  }

  private static ChangeFact latest(Collection<ChangeFact> changes, String actor) {
    Comparator<ChangeFact> order = ChangeFact.BY_TIME;
    return only(changes, Kind.REACTION)
        .filter(change -> change.actor().equals(actor))
        .max(order)
        .orElseThrow();
  }

  private static Stream<ChangeFact> only(Collection<ChangeFact> changes, Kind kind) {
    return changes.stream().filter(change -> change.kind() == kind);
  }
}

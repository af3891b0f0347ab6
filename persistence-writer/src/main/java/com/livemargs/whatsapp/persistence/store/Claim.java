package com.livemargs.whatsapp.persistence.store;

import com.livemargs.whatsapp.events.identity.Author;
import com.livemargs.whatsapp.events.identity.IdentityView;
import com.livemargs.whatsapp.persistence.identity.AliasEdge;
import java.util.Comparator;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Somebody changes a message. A reaction is anybody's; an edit or a revoke counts only from the
 * message's author, and so only when both are known.
 *
 * @param by who changes, null until that is stored
 * @param author who said what is changed, null until that is stored
 */
public record Claim(ChangeFact change, @Nullable Author by, @Nullable Author author) {

  /** Whether it counts by what both messages show. */
  boolean isPlain() {
    return change.kind() == ChangeFact.Kind.REACTION
        || (by != null && author != null && by.isAuthorOf(author));
  }

  /** Names of the one who changes, where it matters who else has them; else none. */
  Set<String> names() {
    return Stream.concat(claimants(), members()).collect(Collectors.toSet());
  }

  // It counts only if one of them is the author's too.
  private Stream<String> claimants() {
    return !isPlain() && by != null && author != null && by.isLike(author) ? safe(by) : Stream.of();
  }

  // In a group a person has one reaction, under whatever name.
  private Stream<String> members() {
    boolean reaction = change.kind() == ChangeFact.Kind.REACTION;
    return reaction && by != null && by.isMember() ? safe(by) : Stream.of();
  }

  /** The change, by the one name that all items of its person get. */
  ChangeFact attributed(IdentityView identities) {
    return members()
        .flatMap(name -> identities.aliases(name).stream())
        .min(Comparator.naturalOrder())
        .map(change::by)
        .orElse(change);
  }

  /** Whether it counts, by all that is known of who is who. */
  boolean holds(IdentityView identities) {
    return isPlain() || claimants().anyMatch(name -> isAuthors(identities.aliases(name)));
  }

  private boolean isAuthors(Set<String> aliases) {
    return author != null && safe(author).anyMatch(aliases::contains);
  }

  private static Stream<String> safe(Author author) {
    return author.names().stream().map(AliasEdge::safe);
  }

  @Override
  public String toString() {
    return "Claim[" + change.kind() + "]";
  }
}

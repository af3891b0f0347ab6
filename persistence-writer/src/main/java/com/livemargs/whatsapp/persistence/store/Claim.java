package com.livemargs.whatsapp.persistence.store;

import com.livemargs.whatsapp.events.identity.Author;
import com.livemargs.whatsapp.events.identity.IdentityView;
import com.livemargs.whatsapp.persistence.identity.AliasEdge;
import java.util.Set;
import java.util.stream.Collectors;
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

  /** Names of the one who changes, where it hangs on them alone; else none. */
  Set<String> names() {
    return !isPlain() && by != null && author != null && by.isLike(author) ? safe(by) : Set.of();
  }

  /** Whether it counts, by all that is known of who is who. */
  boolean holds(IdentityView identities) {
    return isPlain() || names().stream().anyMatch(name -> isAuthors(identities.aliases(name)));
  }

  private boolean isAuthors(Set<String> aliases) {
    return author != null && safe(author).stream().anyMatch(aliases::contains);
  }

  private static Set<String> safe(Author author) {
    return author.names().stream().map(AliasEdge::safe).collect(Collectors.toSet());
  }

  @Override
  public String toString() {
    return "Claim[" + change.kind() + "]";
  }
}

package com.livemargs.whatsapp.persistence.store;

import com.livemargs.whatsapp.events.identity.IdentityView;
import com.livemargs.whatsapp.persistence.identity.AliasEdge;
import com.livemargs.whatsapp.persistence.identity.Aliases;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Finds which changes count, the same for every store. A customer may have written under an id and
 * take it back under the phone that was linked to it since; links are asked for only where the
 * messages themselves do not tell.
 */
public final class Claims {

  private final Aliases aliases;

  public Claims(Function<Collection<String>, Flux<AliasEdge>> edges) {
    this.aliases = new Aliases(edges);
  }

  /** Those that count. */
  public Flux<ChangeFact> believed(Flux<Claim> claims) {
    return claims.collectList().flatMapMany(this::believed);
  }

  private Flux<ChangeFact> believed(List<Claim> claims) {
    return identities(claims)
        .flatMapIterable(
            known ->
                claims.stream()
                    .filter(it -> it.holds(known))
                    .map(it -> it.attributed(known))
                    .toList());
  }

  private Mono<IdentityView> identities(List<Claim> claims) {
    Set<String> names =
        claims.stream().flatMap(claim -> claim.names().stream()).collect(Collectors.toSet());
    return aliases.closure(names).map(Claims::view);
  }

  private static IdentityView view(Collection<AliasEdge> edges) {
    IdentityView view = new IdentityView();
    edges.stream().sorted(AliasEdge.BY_TIME).map(AliasEdge::link).forEach(view::learn);
    return view;
  }
}

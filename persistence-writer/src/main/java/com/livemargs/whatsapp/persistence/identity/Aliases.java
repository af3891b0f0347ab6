package com.livemargs.whatsapp.persistence.identity;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Follows aliases through a store: ids, phones, former ids and former phones. */
public final class Aliases {

  private static final int MOST_STEPS = 6;

  private final Function<Collection<String>, Flux<AliasEdge>> edges;

  public Aliases(Function<Collection<String>, Flux<AliasEdge>> edges) {
    this.edges = edges;
  }

  /** Every edge that leads from these aliases to others. */
  public Mono<Set<AliasEdge>> closure(Set<String> aliases) {
    return aliases.isEmpty() ? Mono.just(Set.of()) : step(aliases, aliases, Set.of(), 1);
  }

  private Mono<Set<AliasEdge>> step(
      Set<String> open, Set<String> seen, Set<AliasEdge> found, int step) {
    return edges
        .apply(open)
        .collectList()
        .flatMap(
            more -> {
              Set<AliasEdge> all = new HashSet<>(found);
              all.addAll(more);
              Set<String> next = new HashSet<>();
              more.forEach(edge -> next.addAll(List.of(edge.alias(), edge.target())));
              next.removeAll(seen);
              Set<String> known = new HashSet<>(seen);
              known.addAll(next);
              return next.isEmpty() || step == MOST_STEPS
                  ? Mono.just(all)
                  : step(next, known, all, step + 1);
            });
  }
}

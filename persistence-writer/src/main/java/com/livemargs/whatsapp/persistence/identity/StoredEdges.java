package com.livemargs.whatsapp.persistence.identity;

import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The edges that this process stored lately, so that a conversation does not write its own with
 * each message. What is newer by less than an hour than what is stored is not worth a write while
 * nothing else was said of either end; as soon as it is, both are written again. Bounded: what
 * falls out is written once more, which harms nobody.
 */
public final class StoredEdges {

  private static final Duration WORTH_A_WRITE = Duration.ofHours(1);
  private static final int REMEMBERED = 40_000;

  private final Map<End, AliasEdge> last =
      Collections.synchronizedMap(
          new LinkedHashMap<>(256, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<End, AliasEdge> eldest) {
              return size() > REMEMBERED;
            }
          });

  private record End(AliasEdge.Kind kind, boolean isAlias, String name) {

    static Stream<End> of(AliasEdge edge) {
      return Stream.of(
          new End(edge.kind(), true, edge.alias()), new End(edge.kind(), false, edge.target()));
    }
  }

  /** Those of a batch, each there once, that are worth a write. */
  public List<AliasEdge> news(Collection<AliasEdge> edges) {
    Map<End, Long> said =
        edges.stream()
            .flatMap(End::of)
            .collect(Collectors.groupingBy(e -> e, Collectors.counting()));
    return edges.stream()
        .filter(
            edge ->
                !End.of(edge)
                    .allMatch(end -> said.getOrDefault(end, 0L) == 1 && isStored(end, edge)))
        .toList();
  }

  private boolean isStored(End end, AliasEdge edge) {
    AliasEdge known = last.get(end);
    return known != null
        && known.key().equals(edge.key())
        && edge.timestamp().isBefore(known.timestamp().plus(WORTH_A_WRITE));
  }

  /** Takes in what is durable now. */
  public void stored(Collection<AliasEdge> edges) {
    edges.forEach(edge -> End.of(edge).forEach(end -> last.merge(end, edge, StoredEdges::later)));
  }

  private static AliasEdge later(AliasEdge known, AliasEdge now) {
    return known.key().equals(now.key()) ? known.merge(now) : now;
  }
}

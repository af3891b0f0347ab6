package com.livemargs.whatsapp.persistence.identity;

import com.livemargs.whatsapp.events.memory.BoundedMap;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The edges that this process stored lately, so that a conversation does not write its own with
 * each message. A repeat within the hour is withheld while nothing else is said of either end; as
 * soon as it is, both are written, each with its newest time. Bounded: what falls out is written
 * once more, which harms nobody.
 */
public final class StoredEdges {

  private static final Duration WORTH_A_WRITE = Duration.ofHours(1);
  private static final int REMEMBERED = 40_000;

  private final Map<String, Known> last = BoundedMap.ofUsed(REMEMBERED);

  /** The newest edge of an id or phone, as it is stored and as it was shown last. */
  private record Known(AliasEdge stored, AliasEdge shown) {

    boolean holds(AliasEdge edge) {
      return stored.key().equals(edge.key())
          && edge.timestamp().isBefore(stored.timestamp().plus(WORTH_A_WRITE));
    }

    Known and(AliasEdge edge) {
      return new Known(stored, shown.merge(edge));
    }

    static Known newer(Known known, Known now) {
      return AliasEdge.BY_TIME.compare(known.stored(), now.stored()) > 0 ? known : now;
    }
  }

  /** Those of a batch, each there once, that are worth a write, and what was withheld of them. */
  public synchronized List<AliasEdge> news(Collection<AliasEdge> edges) {
    Map<String, Long> said =
        edges.stream()
            .flatMap(StoredEdges::ends)
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    Map<String, AliasEdge> news = new LinkedHashMap<>();
    for (AliasEdge edge : edges) {
      if (ends(edge).allMatch(end -> said.getOrDefault(end, 0L) == 1 && isStored(end, edge))) {
        ends(edge).forEach(end -> last.computeIfPresent(end, (name, known) -> known.and(edge)));
      } else {
        Stream.concat(ends(edge).flatMap(this::withheld), Stream.of(edge))
            .forEach(one -> news.merge(one.key(), one, AliasEdge::merge));
      }
    }
    return List.copyOf(news.values());
  }

  private static Stream<String> ends(AliasEdge edge) {
    return Stream.of(edge.alias(), edge.target());
  }

  private boolean isStored(String end, AliasEdge edge) {
    Known known = last.get(end);
    return known != null && known.holds(edge);
  }

  private Stream<AliasEdge> withheld(String end) {
    Known known = last.get(end);
    return known == null || known.shown().equals(known.stored())
        ? Stream.empty()
        : Stream.of(known.shown());
  }

  /** Takes in what is durable now. */
  public synchronized void stored(Collection<AliasEdge> edges) {
    edges.forEach(
        edge -> ends(edge).forEach(end -> last.merge(end, new Known(edge, edge), Known::newer)));
  }
}

package com.livemargs.whatsapp.chaos.check;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The algebra: what is missing, what is there twice, what came in the wrong order. */
public final class Sets {

  private Sets() {}

  /** What was promised and is not there. */
  public static <T> Set<T> missing(Collection<T> promised, Collection<T> there) {
    Set<T> missing = new TreeSet<>(promised);
    missing.removeAll(new HashSet<>(there));
    return missing;
  }

  /** What is there more than once. */
  public static <T> Set<T> repeated(Collection<T> there) {
    Map<T, Long> times =
        there.stream().collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    return times.entrySet().stream()
        .filter(entry -> entry.getValue() > 1)
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  /** Somebody's n-th, from 0. */
  public record Place(String conversation, int sequence) {}

  /** Places whose first appearance comes after that of a later one of their conversation. */
  public static Set<Place> inversions(List<Place> order) {
    Map<String, Integer> highest = new HashMap<>();
    Set<Place> seen = new HashSet<>();
    Set<Place> inverted = new HashSet<>();
    for (Place place : order) {
      if (!seen.add(place)) {
        continue;
      }
      int before = highest.merge(place.conversation(), place.sequence(), Math::max);
      if (place.sequence() < before) {
        inverted.add(place);
      }
    }
    return inverted;
  }
}

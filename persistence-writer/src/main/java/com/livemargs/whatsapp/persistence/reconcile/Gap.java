package com.livemargs.whatsapp.persistence.reconcile;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message that the stores do not hold alike.
 *
 * @param first as the first store holds it, or null
 * @param second as the second store holds it, or null
 */
record Gap(UUID messageId, @Nullable Entry first, @Nullable Entry second) {

  /** All of them, of what two stores hold. */
  static Map<UUID, Gap> between(Map<UUID, Entry> first, Map<UUID, Entry> second) {
    Set<UUID> ids = new HashSet<>(first.keySet());
    ids.addAll(second.keySet());
    Map<UUID, Gap> gaps = new java.util.HashMap<>();
    for (UUID id : ids) {
      Gap gap = new Gap(id, first.get(id), second.get(id));
      if (gap.isOpen()) {
        gaps.put(id, gap);
      }
    }
    return gaps;
  }

  boolean isOpen() {
    return first == null || !first.equals(second);
  }

  /** The one that is there; the first where both are. */
  Entry known() {
    Entry known = first != null ? first : second;
    if (known == null) {
      throw new IllegalStateException("a gap of nothing");
    }
    return known;
  }
}

package com.livemargs.whatsapp.ingress.publish;

import com.livemargs.whatsapp.events.identity.IdentityLink;
import com.livemargs.whatsapp.events.memory.BoundedMap;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * The links that were published lately, so that one is not repeated with every message. Bounded:
 * what falls out is published once more, which harms nobody.
 */
public final class LinkMemory {

  private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();

  private final Map<String, IdentityLink> latest;

  /**
   * An empty memory.
   *
   * @param capacity customers to remember
   */
  public LinkMemory(int capacity) {
    latest = BoundedMap.ofUsed(capacity);
  }

  /** Those that say something new. */
  synchronized List<IdentityLink> news(Collection<IdentityLink> links) {
    return links.isEmpty() ? List.of() : links.stream().filter(this::isNew).toList();
  }

  // Who had a phone before is no news: compaction would keep the older time. A known link is
  // repeated daily, because another instance may have published a different one in between.
  private boolean isNew(IdentityLink link) {
    IdentityLink known = latest.get(link.key());
    if (known == null) {
      return true;
    }
    long later = link.timestamp() - known.timestamp();
    return later >= 0 && (later > DAY_MILLIS || !sameFact(known, link));
  }

  private static boolean sameFact(IdentityLink known, IdentityLink link) {
    return String.valueOf(known.phone()).equals(String.valueOf(link.phone()))
        && known.previous().equals(link.previous());
  }

  /** Takes in what the broker has acknowledged. */
  synchronized void published(Collection<IdentityLink> links) {
    for (IdentityLink link : links) {
      latest.merge(
          link.key(), link, (known, now) -> now.timestamp() >= known.timestamp() ? now : known);
    }
  }
}

package com.livemargs.whatsapp.persistence.reconcile;

import com.livemargs.whatsapp.persistence.store.StatusFact;
import java.time.Instant;
import java.util.Collection;
import java.util.UUID;
import reactor.core.publisher.Flux;

/** What a store holds, message by message, each with its line in the conversation. */
public interface Inventory {

  /**
   * Messages of a stretch of time that do not expire by a moment, in any order. How long they stay
   * is no matter.
   *
   * @param from Meta's time, included
   * @param to Meta's time, excluded
   */
  Flux<Entry> between(Instant from, Instant to, Instant alive);

  /** Those of these messages that are there and do not expire by a moment. */
  Flux<Entry> of(Collection<UUID> messageIds, Instant alive);

  /** What those of these messages are called that are there, by either name. */
  Flux<Name> names(Collection<UUID> messageIds, Collection<String> wamids);

  /** These messages with everything in them. */
  Flux<Whole> whole(Collection<UUID> messageIds);

  /** Statuses of these messages with everything in them. */
  Flux<StatusFact> statuses(Collection<String> wamids);
}

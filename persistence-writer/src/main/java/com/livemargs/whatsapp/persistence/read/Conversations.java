package com.livemargs.whatsapp.persistence.read;

import com.livemargs.whatsapp.persistence.identity.AliasEdge;
import com.livemargs.whatsapp.persistence.store.ChangeFact;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What a store can tell of conversations; either store alone can tell all of it. */
public interface Conversations {

  /**
   * A place in a conversation: order is by time, which Meta tells in seconds, then by what came
   * first, then by id.
   *
   * @param position in Kafka's log
   */
  record Place(Instant timestamp, long position, UUID messageId) {}

  /** What is known of these aliases, as source or as target. */
  Flux<AliasEdge> edges(Collection<String> aliases);

  /** Where a message stands, empty when these rooms do not hold it. */
  Mono<Place> place(UUID messageId, Set<String> rooms);

  /** The last messages of these rooms, newest first. */
  Flux<Line> last(Set<String> rooms, @Nullable Place before, int limit);

  /**
   * Reactions, edits and revokes by the message they change; edits and revokes only from its
   * author.
   */
  Flux<ChangeFact> changes(Collection<String> targets);
}

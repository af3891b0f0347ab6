package com.livemargs.whatsapp.persistence.store;

import com.livemargs.whatsapp.persistence.identity.AliasEdge;
import com.livemargs.whatsapp.persistence.store.SendFact.Pair;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Keeps conversations. Every call may be repeated, and calls may come in any order and from several
 * processes at once: the state in the end is the same. Completing means durable. What belongs to a
 * message that is not there yet is kept aside; after {@link #keep}, the caller asks for it and
 * brings it to the message, and since both sides do so after their own fact is durable, whoever
 * comes second finds the other.
 */
public interface MessageStore {

  /** Keeps facts. */
  Mono<Void> keep(Facts facts);

  /** What is known of these aliases, as source or as target. */
  Flux<AliasEdge> edges(Collection<String> aliases);

  /** Statuses by the message they speak of. */
  Flux<StatusFact> statuses(Collection<String> wamids);

  /** Which wamids the statuses named for these sends. */
  Flux<Pair> pairs(Collection<UUID> messageIds);

  /**
   * Reactions, edits and revokes by the message they change. Edits and revokes only where both
   * messages are known and come from its author.
   */
  Flux<ChangeFact> changes(Collection<String> targets);

  /** What became of the files of these messages. */
  Flux<FileFact> files(Collection<String> wamids);

  /**
   * Gives sends their wamid where they have none, or where the answer names another; what came
   * under that wamid before (an echo) joins the send's row.
   *
   * @return what those of these sends that are there are called now
   */
  Mono<Map<UUID, String>> settle(List<Pair> pairs);

  /** Merges states into outgoing messages: by wamid, and into sends by our id. */
  Mono<Void> advance(Map<String, State> states, Map<UUID, State> sends);

  /**
   * Makes the lines of {@code chat_messages} show these edits and revokes, whatever edit they show
   * now; a revoke stays.
   */
  Mono<Void> rewrite(List<Rewrite> rewrites);

  /** Fills in files where a message awaits one. */
  Mono<Void> attach(List<FileFact> files);
}

package com.livemargs.whatsapp.persistence.reconcile;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Brings messages that the log no longer holds from the store that has them to the other. Both
 * merge as they always do, so where both have something, both end with the same.
 */
final class StoreCopy {

  private final Side first;
  private final Side second;

  StoreCopy(Side first, Side second) {
    this.first = first;
    this.second = second;
  }

  Mono<Void> repair(Collection<Gap> gaps) {
    List<UUID> inFirst = new ArrayList<>();
    List<UUID> inSecond = new ArrayList<>();
    for (Gap gap : gaps) {
      add(inFirst, gap.messageId(), gap.first());
      add(inSecond, gap.messageId(), gap.second());
    }
    return copy(inFirst, first, second).then(copy(inSecond, second, first));
  }

  private static void add(List<UUID> ids, UUID id, @Nullable Entry entry) {
    if (entry != null) {
      ids.add(id);
    }
  }

  // Read in parts and whole: a statement whose rows wait for the other store would run too long.
  private static Mono<Void> copy(List<UUID> ids, Side from, Side to) {
    return Flux.fromIterable(ids)
        .buffer(Side.AT_ONCE)
        .concatMap(some -> from.inventory().whole(some).collectList())
        .concatMapIterable(messages -> messages)
        .concatMap(message -> copy(message, from, to))
        .then();
  }

  private static Mono<Void> copy(Whole message, Side from, Side to) {
    List<String> wamids = Stream.ofNullable(message.row().wamid()).toList();
    return Mono.zip(
            from.inventory().statuses(wamids).collectList(),
            from.store().changes(wamids).collectList(),
            from.store().files(wamids).collectList())
        .map(facts -> message.facts(facts.getT1(), facts.getT2(), facts.getT3()))
        .flatMap(facts -> to.restore().keep(facts));
  }
}

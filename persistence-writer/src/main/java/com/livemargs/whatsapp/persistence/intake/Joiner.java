package com.livemargs.whatsapp.persistence.intake;

import com.livemargs.whatsapp.events.crash.CrashPoint;
import com.livemargs.whatsapp.persistence.meter.LateStatuses;
import com.livemargs.whatsapp.persistence.store.ChangeFact;
import com.livemargs.whatsapp.persistence.store.Facts;
import com.livemargs.whatsapp.persistence.store.FileFact;
import com.livemargs.whatsapp.persistence.store.MessageRow;
import com.livemargs.whatsapp.persistence.store.MessageStore;
import com.livemargs.whatsapp.persistence.store.Rewrite;
import com.livemargs.whatsapp.persistence.store.SendFact.Pair;
import com.livemargs.whatsapp.persistence.store.State;
import com.livemargs.whatsapp.persistence.store.StatusFact;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import reactor.core.publisher.Mono;

/**
 * Brings together what facts that are durable now belong to: statuses, files, edits and revokes
 * reach their message, a wamid reaches its send. Whoever comes second does it, and doing it again
 * changes nothing. Only a link that shows later who an edit or a revoke is by changes no line: the
 * read API asks who is who each time.
 */
final class Joiner {

  private static final int SETTLE_TRIES = 5;

  private final MessageStore store;
  private final LateStatuses late;

  Joiner(MessageStore store, LateStatuses late) {
    this.store = store;
    this.late = late;
  }

  Mono<Void> join(Facts facts) {
    return pairs(facts)
        .flatMap(
            pairs ->
                settle(pairs)
                    .flatMap(called -> advance(facts, pairs, called))
                    .then(rewrite(facts, pairs))
                    .then(attach(facts)));
  }

  private Mono<Map<UUID, String>> settle(List<Pair> pairs) {
    return pairs.isEmpty()
        ? Mono.just(Map.of())
        : settle(pairs, SETTLE_TRIES)
            .doOnSuccess(settled -> CrashPoint.PERSISTENCE_SETTLED.reached());
  }

  // A status that names the other wamid of a send may come while its answer is about to.
  private Mono<Map<UUID, String>> settle(List<Pair> pairs, int tries) {
    return store
        .settle(pairs)
        .flatMap(
            called ->
                tries > 1 && Pair.best(pairs).stream().anyMatch(pair -> isOther(pair, called))
                    ? settle(pairs, tries - 1)
                    : Mono.just(called));
  }

  private static boolean isOther(Pair pair, Map<UUID, String> called) {
    String wamid = called.get(pair.messageId());
    return pair.answered() && wamid != null && !wamid.equals(pair.wamid());
  }

  private Mono<List<Pair>> pairs(Facts facts) {
    List<UUID> sends = facts.sends().stream().map(send -> send.row().messageId()).toList();
    return store
        .pairs(sends)
        .collectList()
        .map(
            earlier ->
                Stream.of(answers(facts), callbacks(facts), earlier.stream())
                    .flatMap(pairs -> pairs)
                    .distinct()
                    .toList());
  }

  private static Stream<Pair> answers(Facts facts) {
    return facts.sends().stream()
        .flatMap(
            send ->
                Stream.ofNullable(send.wamid())
                    .map(wamid -> new Pair(send.row().messageId(), wamid, true)));
  }

  private static Stream<Pair> callbacks(Facts facts) {
    return facts.statuses().stream()
        .flatMap(
            status ->
                Stream.ofNullable(status.messageId())
                    .map(id -> new Pair(id, status.wamid(), false)));
  }

  private Mono<Void> advance(Facts facts, List<Pair> pairs, Map<UUID, String> called) {
    Stream<String> outgoing =
        facts.messages().stream()
            .filter(row -> row.parties().direction().equals("outgoing"))
            .flatMap(row -> Stream.ofNullable(row.wamid()));
    Stream<String> moved = facts.statuses().stream().map(StatusFact::wamid);
    return store
        .statuses(union(Stream.of(outgoing, moved, wamids(pairs))))
        .collectList()
        .doOnNext(known -> late.count(facts.statuses(), known))
        .map(Joiner::states)
        .filter(states -> !states.isEmpty())
        .flatMap(states -> advance(states, sends(states, pairs, called)));
  }

  // A send that was taken twice came as far as either: its own id finds it, whatever it is called.
  private static Map<UUID, State> sends(
      Map<String, State> states, List<Pair> pairs, Map<UUID, String> called) {
    Map<UUID, State> sends = new HashMap<>();
    for (Pair pair : pairs) {
      State state = states.get(pair.wamid());
      if (state != null && called.containsKey(pair.messageId())) {
        sends.merge(pair.messageId(), state, State::merge);
      }
    }
    pairs.stream()
        .filter(pair -> pair.wamid().equals(called.get(pair.messageId())))
        .forEach(pair -> states.remove(pair.wamid()));
    return sends;
  }

  private Mono<Void> advance(Map<String, State> states, Map<UUID, State> sends) {
    return store
        .advance(states, sends)
        .doOnSuccess(advanced -> CrashPoint.PERSISTENCE_ADVANCED.reached());
  }

  private static Map<String, State> states(List<StatusFact> facts) {
    Map<String, State> states = new HashMap<>();
    facts.forEach(fact -> states.merge(fact.wamid(), State.of(fact), State::merge));
    return states;
  }

  private Mono<Void> rewrite(Facts facts, List<Pair> pairs) {
    Stream<String> shown =
        facts.messages().stream()
            .filter(MessageRow::shown)
            .flatMap(row -> Stream.ofNullable(row.wamid()));
    Stream<String> targets = facts.changes().stream().map(ChangeFact::target);
    return rewrite(union(Stream.of(shown, targets, wamids(pairs))), Set.of());
  }

  // An earlier receipt of an edit may become known at any time, so that no line tells by itself
  // which edit is newer: whoever wrote one asks again whether it is what the facts say.
  private Mono<Void> rewrite(Set<String> targets, Set<Rewrite> written) {
    return store
        .changes(targets)
        .collectMultimap(ChangeFact::target)
        .map(Joiner::rewrites)
        .filter(rewrites -> !rewrites.equals(written))
        .flatMap(now -> store.rewrite(List.copyOf(now)).then(rewriteAgain(targets, now)));
  }

  private Mono<Void> rewriteAgain(Set<String> targets, Set<Rewrite> written) {
    return Mono.defer(() -> rewrite(targets, written));
  }

  private static Set<Rewrite> rewrites(Map<String, Collection<ChangeFact>> changes) {
    Set<Rewrite> rewrites = new HashSet<>();
    changes.forEach((target, its) -> Rewrite.of(target, its).ifPresent(rewrites::add));
    return rewrites;
  }

  private Mono<Void> attach(Facts facts) {
    Stream<String> awaiting =
        facts.messages().stream()
            .filter(row -> "pending".equals(row.file().status()))
            .flatMap(row -> Stream.ofNullable(row.wamid()));
    Stream<String> filed = facts.files().stream().map(FileFact::wamid);
    return store
        .files(union(Stream.of(awaiting, filed)))
        .collect(HashMap<String, FileFact>::new, Joiner::merge)
        .flatMap(best -> store.attach(List.copyOf(best.values())));
  }

  private static void merge(Map<String, FileFact> best, FileFact fact) {
    best.merge(fact.wamid(), fact, FileFact::merge);
  }

  private static Stream<String> wamids(List<Pair> pairs) {
    return pairs.stream().map(Pair::wamid);
  }

  private static Set<String> union(Stream<Stream<String>> wamids) {
    return wamids.flatMap(some -> some).collect(Collectors.toSet());
  }
}

package com.livemargs.whatsapp.persistence.reconcile;

import com.livemargs.whatsapp.persistence.reconcile.Windows.Stretch;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Compares what both stores hold: counts and hashes by window first, then message by message where
 * a window differs. What differs is looked at a second time after a pause, so that what is only
 * under way does not count.
 */
final class Reconciler {

  /** What is repaired at a time, and so much as is ever held of what differs. */
  static final int MOST = 20_000;

  private static final int AT_ONCE = 50_000;

  // Meta's clock and ours differ a little.
  private static final Duration SKEW = Duration.ofMinutes(1);

  private final Side postgres;
  private final Side mongo;
  private final LogRepair repair;
  private final Duration settle;
  private final Losses losses;

  Reconciler(Side postgres, Side mongo, LogRepair repair, Duration settle, Losses losses) {
    this.postgres = postgres;
    this.mongo = mongo;
    this.repair = repair;
    this.settle = settle;
    this.losses = losses;
  }

  private record Pass(Instant from, Instant to, Instant alive, boolean fix) {}

  /**
   * Compares a stretch of Meta's time, and both stores with the log.
   *
   * @param fix whether to repair what differs
   * @param most records of the log that are read for it; where there are more, it is left out
   */
  Mono<Reconciliation> reconcile(Instant from, Instant to, boolean fix, long most) {
    // What expires while the stores are compared does not count.
    Pass pass = new Pass(from, to, Instant.now().plus(settle).plus(SKEW), fix);
    return compare(pass)
        .flatMap(compared -> losses.look(from, to, pass.alive(), fix, most).map(compared::with));
  }

  private Mono<Reconciliation> compare(Pass pass) {
    return Mono.zip(windows(postgres, pass), windows(mongo, pass))
        .flatMap(
            both -> {
              List<Stretch> stretches = both.getT1().differing(both.getT2(), AT_ONCE);
              return gaps(stretches, pass)
                  .flatMap(gaps -> settle(gaps, pass))
                  .flatMap(gaps -> finish(gaps, pass, both.getT1(), both.getT2()));
            });
  }

  private static Mono<Windows> windows(Side side, Pass pass) {
    return side.between(pass.from(), pass.to(), pass.alive()).collect(Windows::new, Windows::add);
  }

  // A store that was away for long differs in everything since: some of it is enough for one turn.
  private Mono<Map<UUID, Gap>> gaps(List<Stretch> stretches, Pass pass) {
    Map<UUID, Gap> found = new HashMap<>();
    return Flux.fromIterable(stretches)
        .takeWhile(stretch -> found.size() <= MOST)
        .concatMap(stretch -> gaps(stretch, pass, found), 0)
        .then(Mono.fromSupplier(() -> found));
  }

  // What the first store holds of the stretch is held here, the second passes by.
  private Mono<Void> gaps(Stretch stretch, Pass pass, Map<UUID, Gap> found) {
    return entries(postgres, stretch, pass)
        .collectMap(Entry::messageId)
        .flatMap(
            first ->
                entries(mongo, stretch, pass)
                    .doOnNext(
                        second -> {
                          UUID id = second.messageId();
                          add(found, new Gap(id, first.remove(id), second));
                        })
                    .then(Mono.fromRunnable(() -> addAll(found, first.values()))));
  }

  private static void addAll(Map<UUID, Gap> found, Collection<Entry> notInMongo) {
    notInMongo.forEach(first -> add(found, new Gap(first.messageId(), first, null)));
  }

  private static void add(Map<UUID, Gap> found, Gap gap) {
    if (gap.isOpen() && found.size() <= MOST) {
      found.put(gap.messageId(), gap);
    }
  }

  private static Flux<Entry> entries(Side side, Stretch stretch, Pass pass) {
    Set<Long> windows = Set.copyOf(stretch.windows());
    return side.between(
            latest(pass.from(), stretch.from()), earliest(pass.to(), stretch.to()), pass.alive())
        .filter(entry -> windows.contains(Windows.of(entry.timestamp())));
  }

  private static Instant latest(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private static Instant earliest(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  // Live traffic moves messages while they are compared: only what still differs later is a gap.
  private Mono<Map<UUID, Gap>> settle(Map<UUID, Gap> gaps, Pass pass) {
    return gaps.isEmpty()
        ? Mono.just(gaps)
        : Mono.delay(settle).then(Mono.defer(() -> still(gaps.keySet(), pass)));
  }

  private Mono<Map<UUID, Gap>> still(Collection<UUID> ids, Pass pass) {
    return gaps(ids, pass.alive())
        .flatMap(
            open ->
                open.isEmpty()
                    ? Mono.just(open)
                    : gaps(open.keySet(), Instant.EPOCH).map(all -> common(open, all)));
  }

  private Mono<Map<UUID, Gap>> gaps(Collection<UUID> ids, Instant alive) {
    return Mono.zip(postgres.of(ids, alive), mongo.of(ids, alive))
        .map(both -> Gap.between(both.getT1(), both.getT2()));
  }

  // A message is stored at different times, so it goes at different times: one that is about to in
  // one store only is there alike in both.
  private static Map<UUID, Gap> common(Map<UUID, Gap> open, Map<UUID, Gap> all) {
    Map<UUID, Gap> common = new HashMap<>(open);
    common.keySet().retainAll(all.keySet());
    return common;
  }

  private Mono<Reconciliation> finish(
      Map<UUID, Gap> gaps, Pass pass, Windows inPostgres, Windows inMongo) {
    if (gaps.isEmpty() || !pass.fix()) {
      return Mono.just(told(gaps, gaps.size(), pass, List.of(inPostgres, inMongo)));
    }
    Map<UUID, Gap> some = first(gaps);
    return repair
        .repair(Wanted.of(some.values()))
        .then(Mono.defer(() -> still(some.keySet(), pass)))
        .flatMap(open -> copied(open, pass))
        .map(Map::size)
        .map(left -> left + gaps.size() - some.size())
        .map(left -> told(gaps, left, pass, List.of(inPostgres, inMongo)));
  }

  // The log no longer has these: the other store may.
  private Mono<Map<UUID, Gap>> copied(Map<UUID, Gap> open, Pass pass) {
    return open.isEmpty()
        ? Mono.just(open)
        : new StoreCopy(postgres, mongo)
            .repair(open.values())
            .then(Mono.defer(() -> still(open.keySet(), pass)));
  }

  private static Map<UUID, Gap> first(Map<UUID, Gap> gaps) {
    Map<UUID, Gap> some = new HashMap<>();
    gaps.entrySet().stream().limit(MOST).forEach(gap -> some.put(gap.getKey(), gap.getValue()));
    return some;
  }

  private static Reconciliation told(Map<UUID, Gap> gaps, int left, Pass pass, List<Windows> sums) {
    Collection<Gap> all = gaps.values();
    int notInPostgres = (int) all.stream().filter(gap -> gap.first() == null).count();
    int notInMongo = (int) all.stream().filter(gap -> gap.second() == null).count();
    return new Reconciliation(
        pass.from().toEpochMilli(),
        pass.to().toEpochMilli(),
        pass.fix(),
        sums.getFirst().count(),
        sums.getLast().count(),
        notInPostgres,
        notInMongo,
        gaps.size() - notInPostgres - notInMongo,
        0,
        pass.fix() ? gaps.size() - left : 0,
        left,
        gaps.size() > MOST,
        0);
  }
}

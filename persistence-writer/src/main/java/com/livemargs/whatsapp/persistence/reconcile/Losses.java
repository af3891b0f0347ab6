package com.livemargs.whatsapp.persistence.reconcile;

import com.livemargs.whatsapp.persistence.intake.Mention;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import reactor.core.publisher.Mono;

/** Finds in the log what neither store holds, and brings it back. */
final class Losses {

  private final LogSearch search;
  private final LogRepair repair;
  private final List<Side> sides;
  private final Duration settle;

  Losses(LogSearch search, LogRepair repair, List<Side> sides, Duration settle) {
    this.search = search;
    this.repair = repair;
    this.sides = sides;
    this.settle = settle;
  }

  /**
   * What was found and done.
   *
   * @param records of the log that were looked through
   */
  record Outcome(int found, int left, boolean more, long records) {}

  Mono<Outcome> look(Instant from, Instant to, Instant alive, boolean fix, long most) {
    return search
        .search(from, to, alive, most)
        .flatMap(
            lost ->
                settled(lost)
                    .flatMap(
                        still ->
                            left(still, fix)
                                .map(
                                    left ->
                                        new Outcome(
                                            still.size(),
                                            left.size(),
                                            lost.more(),
                                            lost.records()))));
  }

  // A send and its echo become one just now, maybe: only what is still nowhere later is lost.
  private Mono<List<Mention>> settled(Lost lost) {
    return lost.isEmpty()
        ? Mono.just(List.of())
        : Mono.delay(settle).then(Mono.defer(() -> missing(lost.messages())));
  }

  private Mono<List<Mention>> left(List<Mention> lost, boolean fix) {
    return lost.isEmpty() || !fix
        ? Mono.just(lost)
        : repair.repair(Wanted.ofLost(lost)).then(Mono.defer(() -> missing(lost)));
  }

  private Mono<List<Mention>> missing(List<Mention> some) {
    Mono<List<Mention>> missing = Mono.just(some);
    for (Side side : sides) {
      missing = missing.flatMap(side::missing);
    }
    return missing;
  }
}

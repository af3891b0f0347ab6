package com.livemargs.whatsapp.persistence.reconcile;

import com.livemargs.whatsapp.events.log.TopicLog;
import com.livemargs.whatsapp.events.log.TopicLog.Extent;
import com.livemargs.whatsapp.persistence.intake.Ages;
import com.livemargs.whatsapp.persistence.intake.Lifetime;
import com.livemargs.whatsapp.persistence.intake.Lifetimes;
import com.livemargs.whatsapp.persistence.intake.Mention;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.common.TopicPartition;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Looks in the log for messages that neither store holds. Only what both groups have read counts:
 * the rest is still on its way.
 */
final class LogSearch {

  /** How far Meta's clock may be ahead of the broker's. */
  static final Duration EARLIER = Duration.ofHours(1);

  private final TopicLog log;
  private final List<Side> sides;
  private final Lifetime lifetime;
  private final Lifetimes earlier;

  LogSearch(TopicLog log, List<Side> sides, Lifetime lifetime, Lifetimes earlier) {
    this.log = log;
    this.sides = sides;
    this.lifetime = lifetime;
    this.earlier = earlier;
  }

  /**
   * Searches what was said in a stretch of Meta's time.
   *
   * @param alive what expires by then does not count
   * @param most a longer stretch of the log is not read at all
   */
  Mono<Lost> search(Instant from, Instant to, Instant alive, long most) {
    return earlier
        .all()
        .collectList()
        .map(eras -> new Ages(lifetime, eras))
        .flatMap(
            ages ->
                Mono.fromCallable(() -> read(new Sieve(sides, ages, from, to, alive), from, most))
                    .subscribeOn(Schedulers.boundedElastic()));
  }

  /** How many records the one of both groups that is further back has not read yet. */
  Mono<Long> behind() {
    return Mono.fromCallable(this::lag).subscribeOn(Schedulers.boundedElastic());
  }

  private long lag() {
    Map<TopicPartition, Extent> all = log.extents(Mention.TOPICS);
    return sides.stream().mapToLong(side -> lag(log.places(side.group()), all)).max().orElse(0);
  }

  private static long lag(Map<TopicPartition, Long> places, Map<TopicPartition, Extent> all) {
    return all.entrySet().stream()
        .mapToLong(
            one -> {
              Extent there = one.getValue();
              long place = places.getOrDefault(one.getKey(), 0L);
              return Math.max(0, there.to() - Math.max(there.from(), place));
            })
        .sum();
  }

  private Lost read(Sieve sieve, Instant from, long most) {
    Map<TopicPartition, Extent> stretch = stretch(from);
    long records = stretch.values().stream().mapToLong(Extent::size).sum();
    if (records > most) {
      return Lost.UNREAD;
    }
    log.read(stretch, sieve::take);
    Lost lost = sieve.rest();
    if (!lost.isEmpty() && sieve.hasSeenExpired()) {
      Set<UUID> gone = new HashSet<>();
      log.read(stretch, record -> sieve.note(record, gone));
      lost = lost.without(gone);
    }
    return lost.withRecords(records);
  }

  private Map<TopicPartition, Extent> stretch(Instant from) {
    long since = Math.max(0, from.minus(EARLIER).toEpochMilli());
    Map<TopicPartition, Extent> stretch = new HashMap<>(log.since(Mention.TOPICS, since));
    for (Side side : sides) {
      Map<TopicPartition, Long> places = log.places(side.group());
      stretch.replaceAll((one, extent) -> until(extent, places.getOrDefault(one, 0L)));
    }
    stretch.values().removeIf(extent -> extent.size() <= 0);
    return stretch;
  }

  private static Extent until(Extent extent, Long place) {
    return new Extent(extent.from(), Math.min(extent.to(), Objects.requireNonNull(place)));
  }
}

package com.livemargs.whatsapp.persistence.reconcile;

import com.livemargs.whatsapp.events.log.TopicLog;
import com.livemargs.whatsapp.persistence.intake.Concern;
import com.livemargs.whatsapp.persistence.intake.Intake;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Brings messages back from the log: every record that says something of them goes through the
 * stores' own writers once more, beside live traffic. Nothing is written that a redelivery would
 * not write.
 */
final class LogRepair {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  // Meta's clock and ours differ a little.
  private static final Duration EARLIER = Duration.ofHours(1);
  private static final int AT_ONCE = 200;

  private final TopicLog log;
  private final List<Side> sides;

  LogRepair(TopicLog log, List<Side> sides) {
    this.log = log;
    this.sides = sides;
  }

  Mono<Void> repair(Collection<Gap> gaps) {
    return Mono.<Void>fromRunnable(() -> read(gaps)).subscribeOn(Schedulers.boundedElastic());
  }

  private void read(Collection<Gap> gaps) {
    List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
    Concern concern = new Concern(ids(gaps), wamids(gaps));
    log.read(
        log.since(Intake.TOPICS, since(gaps)),
        record -> {
          if (concern.test(record)) {
            found.add(record);
          }
          if (found.size() == AT_ONCE) {
            restore(found);
          }
          return true;
        });
    restore(found);
  }

  // This thread only reads the log: it waits as a consumer's does.
  private void restore(List<ConsumerRecord<String, byte[]>> found) {
    List<ConsumerRecord<String, byte[]>> batch = List.copyOf(found);
    found.clear();
    Flux.fromIterable(sides)
        .concatMapDelayError(side -> side.restore().handle(batch))
        .then()
        .block(PATIENCE);
  }

  private static long since(Collection<Gap> gaps) {
    long first =
        gaps.stream().mapToLong(gap -> gap.known().timestamp().toEpochMilli()).min().orElse(0);
    return Math.max(0, first - EARLIER.toMillis());
  }

  private static Set<UUID> ids(Collection<Gap> gaps) {
    return gaps.stream().map(Gap::messageId).collect(Collectors.toSet());
  }

  private static Set<String> wamids(Collection<Gap> gaps) {
    return gaps.stream()
        .flatMap(
            gap -> Stream.concat(Stream.ofNullable(gap.first()), Stream.ofNullable(gap.second())))
        .flatMap(entry -> Stream.ofNullable(entry.wamid()))
        .collect(Collectors.toSet());
  }
}

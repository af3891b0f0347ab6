package com.livemargs.whatsapp.persistence.reconcile;

import com.livemargs.whatsapp.events.kafka.FailureClassifier;
import com.livemargs.whatsapp.events.log.TopicLog;
import com.livemargs.whatsapp.persistence.intake.Concern;
import com.livemargs.whatsapp.persistence.intake.Intake;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
  private static final int AT_ONCE = 200;

  private final TopicLog log;
  private final List<Side> sides;

  LogRepair(TopicLog log, List<Side> sides) {
    this.log = log;
    this.sides = sides;
  }

  Mono<Void> repair(Wanted wanted) {
    return Mono.<Void>fromRunnable(() -> read(wanted)).subscribeOn(Schedulers.boundedElastic());
  }

  private void read(Wanted wanted) {
    List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
    Concern concern = new Concern(wanted.ids(), wanted.wamids());
    long since = Math.max(0, wanted.since().minus(LogSearch.EARLIER).toEpochMilli());
    log.read(
        log.since(Intake.TOPICS, since),
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
        .concatMapDelayError(side -> restore(side, batch))
        .then()
        .block(PATIENCE);
  }

  // What a store refuses is left out, and its neighbours come back: it stays a difference.
  private static Mono<Void> restore(Side side, List<ConsumerRecord<String, byte[]>> batch) {
    return side.restore()
        .handle(batch)
        .onErrorResume(
            failure -> !FailureClassifier.isOutage(failure),
            refused ->
                Flux.fromIterable(batch)
                    .concatMap(
                        record ->
                            side.restore()
                                .handle(List.of(record))
                                .onErrorResume(
                                    failure -> !FailureClassifier.isOutage(failure),
                                    again -> Mono.empty()))
                    .then());
  }
}

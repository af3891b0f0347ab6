package com.livemargs.whatsapp.outbound.engine;

import com.livemargs.whatsapp.events.kafka.TopicSettings;
import com.livemargs.whatsapp.outbound.engine.Signals.Work;
import com.livemargs.whatsapp.outbound.ledger.Claims;
import com.livemargs.whatsapp.outbound.ledger.Ledger;
import com.livemargs.whatsapp.outbound.ledger.Outbox;
import java.time.Duration;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The work beside the sending: results are told, the dead are given up, old ids are forgotten. */
public final class Upkeep {

  private static final Duration LEASES = Duration.ofSeconds(2);
  private static final Duration MEMORY = Duration.ofMinutes(10);
  // Kafka deletes whole segments, so that a record outlives the retention.
  private static final Duration MARGIN = Duration.ofDays(8);

  private final Outbox outbox;
  private final Claims claims;
  private final Ledger ledger;
  private final Signals signals;
  private final SendMeters meters;
  private final EngineSettings settings;
  private final TopicSettings topics;

  public Upkeep(
      Outbox outbox,
      Claims claims,
      Ledger ledger,
      Watch watch,
      EngineSettings settings,
      TopicSettings topics) {
    this.outbox = outbox;
    this.claims = claims;
    this.ledger = ledger;
    this.signals = watch.signals();
    this.meters = watch.meters();
    this.settings = settings;
    this.topics = topics;
  }

  /**
   * Publishes results; what was announced may be called then.
   *
   * @param topics completes once the topics are there: a producer that meets a missing one waits
   *     long, and a transaction is held meanwhile
   * @param broker whether this process reaches a broker; while it does not, others may tell
   */
  public WorkLoop<Integer> telling(Mono<Void> topics, BooleanSupplier broker) {
    return new WorkLoop<>(
        "tell",
        settings.pause(),
        signals.work(Work.TELL),
        topics
            .then(Mono.defer(() -> broker.getAsBoolean() ? outbox.publish() : Mono.empty()))
            .filter(told -> told > 0)
            .flux(),
        told -> Mono.fromRunnable(this::toldSome));
  }

  private void toldSome() {
    signals.wake(Work.CALL);
    signals.wake(Work.TELL);
  }

  /** Gives up sends whose claimant is dead. */
  public WorkLoop<UUID> givingUp() {
    return new WorkLoop<>(
        "give up",
        LEASES,
        Flux.never(),
        claims.expire(),
        id -> Mono.fromRunnable(() -> gaveUp(id)));
  }

  private void gaveUp(UUID id) {
    meters.gaveUp();
    signals.changed(id);
    signals.wake(Work.TELL);
    signals.wake(Work.CALL);
  }

  /** Forgets request ids after their time. */
  public WorkLoop<Long> forgetting() {
    return new WorkLoop<>(
        "forget",
        MEMORY,
        Flux.never(),
        ledger.forget(settings.keep(), ofCommands()).flux(),
        forgotten -> Mono.empty());
  }

  // A group whose offsets were lost reads its topic from the beginning.
  private Duration ofCommands() {
    Duration readable = topics.retention().plus(MARGIN);
    return readable.compareTo(settings.keep()) > 0 ? readable : settings.keep();
  }
}

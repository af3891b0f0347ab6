package com.livemargs.whatsapp.persistence;

import com.livemargs.whatsapp.persistence.intake.Lifetime;
import com.livemargs.whatsapp.persistence.postgres.Orphans;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.scheduling.annotation.Scheduled;
import reactor.core.publisher.Mono;

/** Tells the metrics how many statuses of the last minutes still wait for their message. */
final class OrphanGauge {

  private final Orphans orphans;
  private final Lifetime lifetime;
  private final AtomicReference<Double> waiting = new AtomicReference<>(Double.NaN);

  OrphanGauge(Orphans orphans, Lifetime lifetime, MeterRegistry meters) {
    this.orphans = orphans;
    this.lifetime = lifetime;
    Gauge.builder("whatsapp.status.orphans", waiting::get)
        .description("Statuses stored 5 to 10 minutes ago whose message is not there")
        .register(meters);
  }

  // While the database is away the number is unknown, and says so.
  @Scheduled(initialDelay = 5_000, fixedDelay = 60_000)
  Mono<Void> look() {
    return Mono.defer(() -> orphans.recent(lifetime.expiryOfNow()))
        .map(Long::doubleValue)
        .onErrorReturn(Double.NaN)
        .doOnNext(waiting::set)
        .then();
  }
}

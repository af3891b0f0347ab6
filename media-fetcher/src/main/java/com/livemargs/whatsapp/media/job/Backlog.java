package com.livemargs.whatsapp.media.job;

import com.livemargs.whatsapp.media.loop.Loop;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;

/** Tells the metrics how long the oldest pending file has waited. */
@Component
final class Backlog extends Loop {

  private static final Duration EVERY = Duration.ofSeconds(15);

  private final MediaJobs jobs;
  private final AtomicReference<Double> age = new AtomicReference<>(0.0);

  Backlog(MediaJobs jobs, MeterRegistry meters) {
    this.jobs = jobs;
    TimeGauge.builder("whatsapp.media.pending.age", age::get, TimeUnit.SECONDS)
        .description("Age of the oldest file that is still to come")
        .register(meters);
  }

  // While the database is away the age is unknown, and says so.
  @Override
  protected Flux<?> rounds() {
    return Flux.interval(EVERY)
        .onBackpressureDrop()
        .concatMap(tick -> jobs.pendingAge().onErrorReturn(Double.NaN), 0)
        .doOnNext(age::set);
  }
}

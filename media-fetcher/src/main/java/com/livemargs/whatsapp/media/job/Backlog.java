package com.livemargs.whatsapp.media.job;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;

/** Tells the metrics how long the oldest pending file has waited. */
@Component
final class Backlog implements SmartLifecycle {

  private static final Duration EVERY = Duration.ofSeconds(15);

  private final MediaJobs jobs;
  private final AtomicReference<Double> age = new AtomicReference<>(0.0);
  private volatile @Nullable Disposable running;

  Backlog(MediaJobs jobs, MeterRegistry meters) {
    this.jobs = jobs;
    TimeGauge.builder("whatsapp.media.pending.age", age::get, TimeUnit.SECONDS)
        .description("Age of the oldest file that is still to come")
        .register(meters);
  }

  // While the database is away the age is unknown, and says so.
  @Override
  public void start() {
    running =
        Flux.interval(EVERY)
            .onBackpressureDrop()
            .concatMap(tick -> jobs.pendingAge().onErrorReturn(Double.NaN), 0)
            .subscribe(age::set);
  }

  @Override
  public void stop() {
    Disposable current = running;
    if (current != null) {
      current.dispose();
    }
    running = null;
  }

  @Override
  public boolean isRunning() {
    return running != null;
  }
}

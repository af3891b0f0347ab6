package com.livemargs.whatsapp.media.job;

import com.livemargs.whatsapp.events.kafka.BrokerHealth;
import com.livemargs.whatsapp.media.file.MediaDirectory;
import com.livemargs.whatsapp.media.loop.Loop;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/**
 * Keeps a bounded number of jobs running: leases as many as there are free places whenever a job
 * came in, one ended or a moment has passed. While the disk is full or the broker away, it takes
 * none.
 */
@Component
final class JobDispatcher extends Loop {

  private static final Logger log = LoggerFactory.getLogger(JobDispatcher.class);
  private static final Duration SERIALIZED = Duration.ofSeconds(1);

  private final MediaJobs jobs;
  private final JobRunner runner;
  private final MediaDirectory directory;
  private final BrokerHealth broker;
  private final JobSettings settings;
  private final Sinks.Many<Boolean> wakes = Sinks.many().multicast().directBestEffort();
  private final AtomicInteger active = new AtomicInteger();

  JobDispatcher(
      MediaJobs jobs,
      JobRunner runner,
      MediaDirectory directory,
      BrokerHealth broker,
      JobSettings settings) {
    this.jobs = jobs;
    this.runner = runner;
    this.directory = directory;
    this.broker = broker;
    this.settings = settings;
  }

  /** Looks for due jobs now. */
  void wake() {
    wakes.emitNext(true, Sinks.EmitFailureHandler.busyLooping(SERIALIZED));
  }

  @Override
  protected Flux<?> rounds() {
    active.set(0);
    return Flux.merge(Flux.interval(settings.pollEvery()).map(tick -> true), wakes.asFlux())
        .onBackpressureLatest()
        .concatMap(tick -> take().onErrorResume(JobDispatcher::later), 0)
        .flatMap(this::run, settings.parallelism());
  }

  private Flux<MediaJob> take() {
    int free = settings.parallelism() - active.get();
    if (free <= 0 || !broker.isReachable()) {
      return Flux.empty();
    }
    return Mono.fromCallable(this::hasRoom)
        .subscribeOn(Schedulers.boundedElastic())
        .filter(room -> room)
        .flatMapMany(room -> jobs.lease(free))
        .doOnNext(job -> active.incrementAndGet());
  }

  private boolean hasRoom() throws IOException {
    return directory.hasRoomFor(0);
  }

  private Mono<Void> run(MediaJob job) {
    return runner
        .run(job)
        .doFinally(
            end -> {
              active.decrementAndGet();
              wake();
            });
  }

  private static Flux<MediaJob> later(Throwable failure) {
    log.atDebug()
        .addKeyValue("failure", failure.getClass().getSimpleName())
        .log("Jobs could not be taken; it is tried again in a moment");
    return Flux.empty();
  }
}

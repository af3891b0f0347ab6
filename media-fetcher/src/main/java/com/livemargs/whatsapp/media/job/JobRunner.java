package com.livemargs.whatsapp.media.job;

import com.livemargs.whatsapp.events.crash.CrashPoint;
import com.livemargs.whatsapp.media.fetch.MediaFetcher;
import com.livemargs.whatsapp.media.outage.Breaker;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Runs leased jobs, each while its lease is ours: a try, then what its outcome asks for. */
@Component
final class JobRunner {

  private static final Logger log = LoggerFactory.getLogger(JobRunner.class);

  private final MediaJobs jobs;
  private final MediaFetcher fetcher;
  private final Settlement settlement;
  private final Breaker breaker;
  private final Duration heartbeat;

  JobRunner(
      MediaJobs jobs,
      MediaFetcher fetcher,
      Settlement settlement,
      Breaker breaker,
      JobSettings settings) {
    this.jobs = jobs;
    this.fetcher = fetcher;
    this.settlement = settlement;
    this.breaker = breaker;
    this.heartbeat = settings.lease().dividedBy(3);
  }

  /** How many of so many jobs may begin now. */
  int admits(int jobs) {
    return breaker.admits(jobs);
  }

  /** Whether a job is run to find out if files come again. */
  boolean isProbing() {
    return breaker.isOpen();
  }

  /** Runs it; never fails: what could not be recorded comes again when the lease ends. */
  Mono<Void> run(MediaJob job) {
    return Mono.firstWithSignal(Mono.defer(() -> work(job)), untilLost(job))
        .onErrorResume(JobRunner::comesAgain);
  }

  private Mono<Void> work(MediaJob job) {
    CrashPoint.MEDIA_LEASED.reached();
    int round = breaker.begin();
    return fetcher.fetch(job.wanted()).flatMap(outcome -> settlement.settle(job, outcome, round));
  }

  // Ends only when the job has gone to another instance, and takes the work down with it.
  private Mono<Void> untilLost(MediaJob job) {
    return Flux.interval(heartbeat)
        .onBackpressureDrop()
        .concatMap(beat -> jobs.renew(job).onErrorReturn(true), 0)
        .takeUntil(ours -> !ours)
        .then();
  }

  private static Mono<Void> comesAgain(Throwable failure) {
    log.atWarn()
        .addKeyValue("failure", failure.getClass().getSimpleName())
        .log("What became of a file could not be recorded; the job comes again");
    return Mono.empty();
  }
}

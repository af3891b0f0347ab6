package com.livemargs.whatsapp.media.job;

import com.livemargs.whatsapp.events.crash.CrashPoint;
import com.livemargs.whatsapp.media.fetch.FetchOutcome;
import com.livemargs.whatsapp.media.fetch.MediaFetcher;
import com.livemargs.whatsapp.media.file.StoredFile;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Runs one leased job: a try, then what its outcome asks for. The topic hears of it before the row
 * is settled; a process that dies in between repeats the job, which does no harm.
 */
@Component
final class JobRunner {

  private static final Logger log = LoggerFactory.getLogger(JobRunner.class);
  private static final int HASH_TRIES = 3;
  private static final Duration RECORD_PAUSE = Duration.ofMillis(500);
  static final Duration DISK_PAUSE = Duration.ofSeconds(4);

  private final MediaJobs jobs;
  private final MediaFetcher fetcher;
  private final MediaAnnouncer announcer;
  private final FetchMeters meters;
  private final Duration heartbeat;

  JobRunner(
      MediaJobs jobs,
      MediaFetcher fetcher,
      MediaAnnouncer announcer,
      FetchMeters meters,
      JobSettings settings) {
    this.jobs = jobs;
    this.fetcher = fetcher;
    this.announcer = announcer;
    this.meters = meters;
    this.heartbeat = settings.lease().dividedBy(3);
  }

  /** Runs it; never fails: what could not be recorded comes again when the lease ends. */
  Mono<Void> run(MediaJob job) {
    return Mono.firstWithSignal(Mono.defer(() -> work(job)), untilLost(job))
        .onErrorResume(JobRunner::comesAgain);
  }

  private Mono<Void> work(MediaJob job) {
    CrashPoint.MEDIA_LEASED.reached();
    return fetcher.fetch(job.wanted()).flatMap(outcome -> settle(job, outcome));
  }

  private Mono<Void> settle(MediaJob job, FetchOutcome outcome) {
    return switch (outcome) {
      case FetchOutcome.Stored stored -> announce(job, stored.file());
      case FetchOutcome.TooLarge large -> giveUp(job, Reason.TOO_LARGE);
      case FetchOutcome.WrongHash wrong ->
          job.wrongHashes() + 1 >= HASH_TRIES
              ? giveUp(job, Reason.HASH_MISMATCH)
              : again(job, true, "the bytes are not those that were announced");
      case FetchOutcome.DiskFull full -> {
        meters.blockedByDisk();
        yield recorded(jobs.postpone(job, DISK_PAUSE, full.needed()));
      }
      case FetchOutcome.HostRefused refused -> {
        meters.blockedByHost();
        log.atError()
            .log(
                "Meta names a download host that is not allowed; if it is theirs, add it to MEDIA_ALLOWED_HOSTS");
        yield failed(job, "the download host is not allowed");
      }
      case FetchOutcome.Failed failed -> failed(job, failed.why());
    };
  }

  private Mono<Void> failed(MediaJob job, String why) {
    return job.last() ? giveUp(job, Reason.EXPIRED) : again(job, false, why);
  }

  private Mono<Void> announce(MediaJob job, StoredFile file) {
    meters.stored(file.size());
    return announcer
        .stored(job.conversation(), file)
        .doOnSuccess(told -> CrashPoint.MEDIA_ANNOUNCED.reached())
        .then(recorded(jobs.stored(job)));
  }

  private Mono<Void> giveUp(MediaJob job, Reason reason) {
    meters.unavailable(reason, 1);
    log.atWarn()
        .addKeyValue("reason", reason.wire())
        .addKeyValue("attempts", job.attempts())
        .log("A file will not come; its message says so");
    return announcer
        .unavailable(List.of(job.conversation()), reason)
        .then(recorded(jobs.unavailable(job, reason)));
  }

  private Mono<Void> again(MediaJob job, boolean wrongHash, String why) {
    meters.retried();
    log.atInfo()
        .addKeyValue("attempts", job.attempts())
        .addKeyValue("failure", why)
        .log("A file did not come, it is tried again");
    return recorded(jobs.retry(job, wrongHash));
  }

  // One missed connection must not cost a whole lease and a second download. It is given up with
  // the job alone: when that is lost or the process stops.
  private static Mono<Void> recorded(Mono<Void> step) {
    return step.retryWhen(
        Retry.fixedDelay(Long.MAX_VALUE, RECORD_PAUSE).doBeforeRetry(JobRunner::tellOnce));
  }

  private static void tellOnce(Retry.RetrySignal signal) {
    if (signal.totalRetries() == 0) {
      log.atWarn()
          .addKeyValue("failure", signal.failure().getClass().getSimpleName())
          .log("What became of a file could not be recorded yet; it is tried until it succeeds");
    }
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

package com.livemargs.whatsapp.media.job;

import com.livemargs.whatsapp.events.crash.CrashPoint;
import com.livemargs.whatsapp.media.fetch.FetchOutcome;
import com.livemargs.whatsapp.media.file.StoredFile;
import com.livemargs.whatsapp.media.outage.Breaker;
import com.livemargs.whatsapp.media.outage.Outage;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Does what the outcome of a try asks for. The topic hears of it before the row is settled; a
 * process that dies in between repeats the job, which does no harm.
 */
@Component
final class Settlement {

  static final Duration DISK_PAUSE = Duration.ofSeconds(4);

  private static final Logger log = LoggerFactory.getLogger(Settlement.class);
  private static final int HASH_TRIES = 3;
  private static final int MOST_EXCUSES = 5;
  private static final Duration RECORD_PAUSE = Duration.ofMillis(500);

  private final MediaJobs jobs;
  private final MediaAnnouncer announcer;
  private final FetchMeters meters;
  private final Breaker breaker;

  Settlement(MediaJobs jobs, MediaAnnouncer announcer, FetchMeters meters, Breaker breaker) {
    this.jobs = jobs;
    this.announcer = announcer;
    this.meters = meters;
    this.breaker = breaker;
  }

  /**
   * Does what an outcome asks for.
   *
   * @param round of the breaker in which the try began
   */
  Mono<Void> settle(MediaJob job, FetchOutcome outcome, int round) {
    tellBreaker(outcome, round);
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
      case FetchOutcome.WriteRefused refused -> {
        meters.blockedByDisk();
        yield recorded(jobs.postpone(job, breaker.pause(), 0));
      }
      case FetchOutcome.HostRefused refused -> {
        meters.blockedByHost();
        log.atError()
            .log(
                "Meta names a download host that is not allowed; if it is theirs, add it to MEDIA_ALLOWED_HOSTS");
        yield failed(job, "the download host is not allowed");
      }
      case FetchOutcome.Away away -> away(job, away, round);
      case FetchOutcome.Failed failed -> failed(job, failed.why());
    };
  }

  private void tellBreaker(FetchOutcome outcome, int round) {
    switch (outcome) {
      case FetchOutcome.Stored stored -> breaker.served(round);
      case FetchOutcome.WrongHash wrong -> breaker.served(round);
      case FetchOutcome.WriteRefused refused -> breaker.failed(round, Outage.DISK);
      // Whether it speaks for all files is decided with the job.
      case FetchOutcome.Away away -> {}
      case FetchOutcome.TooLarge large -> breaker.answered(round);
      case FetchOutcome.DiskFull full -> breaker.answered(round);
      case FetchOutcome.HostRefused refused -> breaker.answered(round);
      case FetchOutcome.Failed failed -> breaker.answered(round);
    }
  }

  // What Meta fails again and again speaks for itself alone, unless others fail as well.
  private Mono<Void> away(MediaJob job, FetchOutcome.Away away, int round) {
    boolean own = job.excuses() >= MOST_EXCUSES;
    boolean all = own ? breaker.isOpen() : breaker.failed(round, away.outage());
    if (job.last() || (own && !all)) {
      return failed(job, away.why());
    }
    log.atInfo()
        .addKeyValue("failure", away.why())
        .log("Meta did not serve a file; it is asked again without a try being counted");
    return recorded(jobs.excuse(job, breaker.pause()));
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
        Retry.fixedDelay(Long.MAX_VALUE, RECORD_PAUSE).doBeforeRetry(Settlement::tellOnce));
  }

  private static void tellOnce(Retry.RetrySignal signal) {
    if (signal.totalRetries() == 0) {
      log.atWarn()
          .addKeyValue("failure", signal.failure().getClass().getSimpleName())
          .log("What became of a file could not be recorded yet; it is tried until it succeeds");
    }
  }
}

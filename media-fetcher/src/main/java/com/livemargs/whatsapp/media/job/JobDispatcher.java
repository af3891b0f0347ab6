package com.livemargs.whatsapp.media.job;

import com.livemargs.whatsapp.events.kafka.BrokerHealth;
import com.livemargs.whatsapp.media.file.MediaDirectory;
import com.livemargs.whatsapp.media.loop.Loop;
import com.livemargs.whatsapp.media.loop.Pulse;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Keeps a bounded number of jobs running: leases as many as there are free places whenever a job
 * came in, one ended or a moment has passed. While the disk is full or the broker away, it takes
 * none, and while Meta serves nothing or the disk takes nothing one now and then. At its stop it
 * hands back what it holds, so that another instance need not wait for leases to end.
 */
@Component
final class JobDispatcher extends Loop {

  private static final Logger log = LoggerFactory.getLogger(JobDispatcher.class);

  private final MediaJobs jobs;
  private final JobRunner runner;
  private final MediaDirectory directory;
  private final BrokerHealth broker;
  private final JobSettings settings;
  private final Pulse pulse;
  private final Set<UUID> running = ConcurrentHashMap.newKeySet();
  private volatile Mono<List<MediaJob>> leased = Mono.empty();

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
    this.pulse = new Pulse(settings.pollEvery(), Schedulers.parallel());
  }

  /** Looks for due jobs now. */
  void wake() {
    pulse.wake();
  }

  @Override
  protected Flux<?> rounds() {
    running.clear();
    return pulse
        .beats()
        .concatMap(tick -> take().onErrorResume(JobDispatcher::later), 0)
        .flatMap(this::run, settings.parallelism());
  }

  private Flux<MediaJob> take() {
    int free = runner.admits(settings.parallelism() - running.size());
    if (free <= 0 || !broker.isReachable()) {
      return Flux.empty();
    }
    return Mono.fromCallable(directory::room)
        .subscribeOn(Schedulers.boundedElastic())
        .filter(room -> room >= 0)
        .flatMapMany(room -> lease(free, room))
        .doOnNext(job -> running.add(job.lease()));
  }

  // Cached, so that a stop does not cancel it: what it leased must be known to be handed back.
  private Flux<MediaJob> lease(int most, long room) {
    Mono<List<MediaJob>> answer =
        jobs.lease(most, room, runner.isProbing(), running).collectList().cache();
    leased = answer;
    return answer.flatMapIterable(taken -> taken);
  }

  @Override
  protected Mono<Void> handBack() {
    return leased
        .timeout(settings.handBack())
        .onErrorComplete()
        .then(jobs.handBack().timeout(settings.handBack()))
        .doOnError(JobDispatcher::comesLater);
  }

  private static void comesLater(Throwable failure) {
    log.atWarn()
        .addKeyValue("failure", failure.getClass().getSimpleName())
        .log("Jobs could not be handed back; other instances take them when their leases end");
  }

  private Mono<Void> run(MediaJob job) {
    return runner
        .run(job)
        .doFinally(
            end -> {
              running.remove(job.lease());
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

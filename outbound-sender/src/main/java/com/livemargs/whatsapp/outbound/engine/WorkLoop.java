package com.livemargs.whatsapp.outbound.engine;

import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

/**
 * Takes work and does it for as long as the process lives: at once when woken, else after a pause.
 * Work is taken by one round at a time and done side by side. A failure is told, an outage once,
 * and the loop goes on.
 *
 * @param <T> a piece of work
 */
public final class WorkLoop<T> implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(WorkLoop.class);
  private static final Duration LAST_WORDS = Duration.ofSeconds(4);
  private static final int SIDE_BY_SIDE = 128;

  private final String name;
  private final Duration pause;
  private final Flux<?> wakes;
  private final Flux<T> taken;
  private final Function<T, Mono<Void>> done;
  private final AtomicBoolean failing = new AtomicBoolean();
  private Duration lastWords = LAST_WORDS;
  private Sinks.Empty<Void> stopping = Sinks.empty();
  private Sinks.Empty<Void> ended = Sinks.empty();
  private @Nullable Disposable running;

  /**
   * A loop.
   *
   * @param pause longest time between two rounds
   * @param wakes says that there may be work now
   * @param taken one round of taking work
   * @param done does a piece
   */
  WorkLoop(
      String name, Duration pause, Flux<?> wakes, Flux<T> taken, Function<T, Mono<Void>> done) {
    this.name = name;
    this.pause = pause;
    this.wakes = wakes;
    this.taken = taken;
    this.done = done;
  }

  /** The same, with another time for what is under way when it is stopped. */
  WorkLoop<T> endingWithin(Duration time) {
    lastWords = time;
    return this;
  }

  @Override
  public synchronized void start() {
    stopping = Sinks.empty();
    Sinks.Empty<Void> end = Sinks.empty();
    ended = end;
    running = rounds(stopping.asMono()).doFinally(signal -> end.tryEmitEmpty()).subscribe();
  }

  private Flux<Void> rounds(Mono<Void> stop) {
    return Flux.merge(wakes, ticks())
        .onBackpressureLatest()
        .publishOn(Schedulers.parallel(), 1)
        .takeUntilOther(stop)
        .concatMap(tick -> round(), 0)
        .retryWhen(Retry.from(ends -> ends.concatMap(end -> pauseUnless(stop, end.failure()))))
        .flatMap(this::doing, SIDE_BY_SIDE);
  }

  // The taking begins anew, above what is under way: that comes to its end undisturbed.
  private Mono<Boolean> pauseUnless(Mono<Void> stop, Throwable failure) {
    return Mono.firstWithSignal(failed(failure), stop).thenReturn(true);
  }

  // A tick that finds no taker is dropped here; behind a merge it would be an error. After a
  // suspended process goes on they come by the dozen.
  private Flux<Long> ticks() {
    return Flux.interval(Duration.ZERO, pause).onBackpressureDrop();
  }

  private Mono<Void> doing(T work) {
    return Mono.defer(() -> done.apply(work)).onErrorResume(this::failed);
  }

  private Flux<T> round() {
    return taken
        .doOnComplete(() -> failing.set(false))
        .onErrorResume(failure -> failed(failure).thenMany(Flux.empty()));
  }

  private Mono<Void> failed(Throwable failure) {
    if (!failing.getAndSet(true)) {
      log.atWarn()
          .addKeyValue("work", name)
          .addKeyValue("failure", failure.getClass().getSimpleName())
          .log("Work failed and is taken up again until it succeeds");
    }
    return Mono.delay(pause).then();
  }

  /** Takes no more work and lets what is under way come to its end, for some seconds. */
  @Override
  public synchronized void stop(Runnable callback) {
    Disposable loop = running;
    running = null;
    if (loop == null) {
      callback.run();
      return;
    }
    stopping.tryEmitEmpty();
    ended
        .asMono()
        .timeout(lastWords)
        .onErrorComplete(TimeoutException.class)
        .doFinally(signal -> loop.dispose())
        .doFinally(signal -> callback.run())
        .subscribe();
  }

  @Override
  public void stop() {
    stop(() -> {});
  }

  @Override
  public synchronized boolean isRunning() {
    return running != null;
  }
}

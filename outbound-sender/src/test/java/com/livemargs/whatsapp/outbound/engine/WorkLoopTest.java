package com.livemargs.whatsapp.outbound.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Nothing ends the work of a process but its own end. */
class WorkLoopTest {

  private static final Duration PAUSE = Duration.ofMillis(20);

  private final AtomicInteger rounds = new AtomicInteger();
  private WorkLoop<Integer> loop = loop(Flux.never(), work -> Mono.empty());

  private WorkLoop<Integer> loop(Flux<?> wakes, Function<Integer, Mono<Void>> done) {
    return new WorkLoop<>(
        "test", PAUSE, wakes, Mono.fromCallable(rounds::incrementAndGet).flux(), done);
  }

  @AfterEach
  void stop() {
    loop.stop();
  }

  @Test
  void ticksThatNobodyTakesInTimeEndNothing() {
    AtomicInteger starts = new AtomicInteger();
    Flux<Long> overflows =
        Flux.defer(() -> starts.getAndIncrement() == 0 ? overflow() : Flux.never());
    loop = loop(overflows, work -> Mono.empty());

    loop.start();

    await().until(() -> starts.get() == 2 && rounds.get() > 5);
  }

  // What an interval says whose subscriber was suspended for a while.
  private static Flux<Long> overflow() {
    return Flux.error(new IllegalStateException("Could not emit tick 32 due to lack of requests"));
  }

  @Test
  void workThatFailsOnTheSpotEndsNothing() {
    AtomicInteger taken = new AtomicInteger();
    loop =
        loop(
            Flux.never(),
            work -> {
              if (work == 1) {
                throw new IllegalArgumentException("odd");
              }
              return Mono.fromRunnable(taken::incrementAndGet);
            });

    loop.start();

    await().until(() -> taken.get() > 5);
  }

  @Test
  void loopThatPausesAfterAFailureCanBeStopped() {
    CountDownLatch stopped = new CountDownLatch(1);
    loop = loop(Flux.error(new IllegalStateException("always")), work -> Mono.empty());

    loop.start();
    loop.stop(stopped::countDown);

    await().until(() -> stopped.getCount() == 0);
    assertThat(loop.isRunning()).isFalse();
  }
}

package com.livemargs.whatsapp.ingress.publish;

import io.netty.util.HashedWheelTimer;
import io.netty.util.Timeout;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import reactor.core.publisher.Mono;

/**
 * Deadlines of webhooks: two for each, which hardly ever come, so they are cheap to set and to
 * forget, and come up to a tenth of a second late.
 */
public final class Deadlines implements AutoCloseable {

  private static final Duration TICK = Duration.ofMillis(100);

  private final HashedWheelTimer wheel;

  /** None yet. */
  public Deadlines() {
    CustomizableThreadFactory threads = new CustomizableThreadFactory("webhook-deadlines-");
    threads.setDaemon(true);
    wheel = new HashedWheelTimer(threads, TICK.toMillis(), TimeUnit.MILLISECONDS);
    // Here, because starting waits, which no event loop may.
    wheel.start();
  }

  /** Comes after this time, unless nobody waits for it any more. */
  public Mono<Void> after(Duration time) {
    return Mono.create(
        sink -> {
          Timeout timeout =
              wheel.newTimeout(due -> sink.success(), time.toNanos(), TimeUnit.NANOSECONDS);
          sink.onCancel(timeout::cancel);
        });
  }

  /** Fails the work with a {@link TimeoutException} when it has not ended by then. */
  <T> CompletableFuture<T> within(Duration time, CompletableFuture<T> work) {
    if (!work.isDone()) {
      Timeout timeout =
          wheel.newTimeout(
              due -> work.completeExceptionally(new TimeoutException("not in time")),
              time.toNanos(),
              TimeUnit.NANOSECONDS);
      work.whenComplete((outcome, failure) -> timeout.cancel());
    }
    return work;
  }

  @Override
  public void close() {
    wheel.stop();
  }
}

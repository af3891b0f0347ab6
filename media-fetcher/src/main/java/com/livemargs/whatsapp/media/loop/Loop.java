package com.livemargs.whatsapp.media.loop;

import com.livemargs.whatsapp.events.problem.Wordless;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Work that goes on from the start of the process to its stop; what is under way then is cancelled.
 * A failure that the work itself did not foresee is logged, and the work begins anew after a pause.
 */
public abstract class Loop implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(Loop.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private volatile @Nullable Disposable running;

  /** All rounds of the work, without an end. */
  protected abstract Flux<?> rounds();

  /** What is left to do once the work has been cancelled; within a few seconds. */
  protected Mono<Void> handBack() {
    return Mono.empty();
  }

  @Override
  public final void start() {
    Retry again = Retry.fixedDelay(Long.MAX_VALUE, PAUSE).doBeforeRetry(this::tell);
    running = Flux.defer(this::rounds).retryWhen(again).subscribe();
  }

  private void tell(Retry.RetrySignal signal) {
    log.atError()
        .addKeyValue("work", getClass().getSimpleName())
        .setCause(Wordless.of(signal.failure()))
        .log("Work ended by a failure that it should have met itself; it begins anew");
  }

  @Override
  public final void stop() {
    Disposable current = running;
    if (current != null) {
      current.dispose();
    }
    running = null;
  }

  @Override
  public final void stop(Runnable callback) {
    stop();
    handBack().onErrorComplete().doFinally(end -> callback.run()).subscribe();
  }

  @Override
  public final boolean isRunning() {
    return running != null;
  }
}

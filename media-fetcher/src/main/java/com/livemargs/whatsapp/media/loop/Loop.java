package com.livemargs.whatsapp.media.loop;

import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;

/**
 * Work that goes on from the start of the process to its stop; what is under way then is cancelled.
 */
public abstract class Loop implements SmartLifecycle {

  private volatile @Nullable Disposable running;

  /** All rounds of the work: without an end, and without a failure, which would end them. */
  protected abstract Flux<?> rounds();

  @Override
  public final void start() {
    running = rounds().subscribe();
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
  public final boolean isRunning() {
    return running != null;
  }
}

package com.livemargs.whatsapp.media.loop;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;

/**
 * Says when to look for work: at once when woken, else at regular intervals. Beats that nobody is
 * ready for become one.
 */
public final class Pulse {

  private final Duration every;
  private final Scheduler time;
  private final Sinks.Many<Boolean> wakes = Sinks.many().multicast().directBestEffort();
  private final AtomicInteger waking = new AtomicInteger();

  /** A pulse of at least one beat in each interval. */
  public Pulse(Duration every, Scheduler time) {
    this.every = every;
    this.time = time;
  }

  /** A beat now. Never waits: whoever is emitting one for another caller emits this one too. */
  public void wake() {
    if (waking.getAndIncrement() > 0) {
      return;
    }
    int done = 1;
    do {
      wakes.tryEmitNext(true);
      done = waking.addAndGet(-done);
    } while (done > 0);
  }

  // The interval drops by itself: behind a merge whose reader is held up it would overflow and
  // fail.
  public Flux<Boolean> beats() {
    Flux<Boolean> regular = Flux.interval(every, time).onBackpressureDrop().map(tick -> true);
    return Flux.merge(regular, wakes.asFlux()).onBackpressureLatest();
  }
}

package com.livemargs.whatsapp.outbound.engine;

import java.time.Duration;
import java.util.UUID;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Tells those in this process who wait for something in the ledger that it may be there. Only a
 * hint that saves time: whoever waits also looks by himself now and then.
 */
public final class Signals {

  private static final Duration SHORTEST = Duration.ofMillis(50);

  private final Sinks.Many<UUID> changed = Sinks.unsafe().many().multicast().directBestEffort();
  private final Sinks.Many<Duration> later = Sinks.unsafe().many().multicast().directBestEffort();
  private final Sinks.Many<Work> work = Sinks.unsafe().many().multicast().directBestEffort();

  /** What there may be to do. */
  enum Work {
    /** Results to tell. */
    TELL,
    /** Sends to call. */
    CALL
  }

  /** A send has moved. */
  public synchronized void changed(UUID messageId) {
    changed.tryEmitNext(messageId);
  }

  synchronized void wake(Work what) {
    work.tryEmitNext(what);
  }

  /** There may be sends to call in a while, when a limit has let go. */
  synchronized void wakeIn(Duration wait) {
    later.tryEmitNext(wait.compareTo(SHORTEST) < 0 ? SHORTEST : wait);
  }

  Flux<UUID> changesOf(UUID messageId) {
    return changed.asFlux().filter(messageId::equals);
  }

  // A look that comes before a wait is over asks for another one: one wait at a time is enough.
  private Flux<Work> calls() {
    return later.asFlux().switchMap(wait -> Mono.delay(wait).thenReturn(Work.CALL));
  }

  Flux<Work> work(Work what) {
    Flux<Work> now = work.asFlux().filter(what::equals);
    return what == Work.CALL ? now.mergeWith(calls()) : now;
  }
}

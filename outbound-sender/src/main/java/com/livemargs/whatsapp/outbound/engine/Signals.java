package com.livemargs.whatsapp.outbound.engine;

import java.util.UUID;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/**
 * Tells those in this process who wait for something in the ledger that it may be there. Only a
 * hint that saves time: whoever waits also looks by himself now and then.
 */
public final class Signals {

  private final Sinks.Many<UUID> changed = Sinks.unsafe().many().multicast().directBestEffort();
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

  Flux<UUID> changesOf(UUID messageId) {
    return changed.asFlux().filter(messageId::equals);
  }

  Flux<Work> work(Work what) {
    return work.asFlux().filter(what::equals);
  }
}

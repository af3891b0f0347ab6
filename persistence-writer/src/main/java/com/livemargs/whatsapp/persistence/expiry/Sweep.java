package com.livemargs.whatsapp.persistence.expiry;

import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import reactor.core.publisher.Mono;

/** Sweeps one store at least once a minute; a store that is away is swept when it is back. */
public final class Sweep {

  private static final Logger log = LoggerFactory.getLogger(Sweep.class);

  private static final long SOON_MILLIS = 300;

  private final String store;
  private final Expiry expiry;
  private final Clock clock;

  public Sweep(String store, Expiry expiry, Clock clock) {
    this.store = store;
    this.expiry = expiry;
    this.clock = clock;
  }

  /**
   * Runs by the clock of {@code whatsapp.persistence.sweep-interval}. The first run comes soon
   * after the start: it is also the first connection, on which tables and collections are made.
   */
  @Scheduled(
      initialDelay = SOON_MILLIS,
      fixedDelayString = "${whatsapp.persistence.sweep-interval}")
  public Mono<Void> sweep() {
    return Mono.defer(() -> expiry.delete(clock.instant()))
        .doOnNext(this::tell)
        .onErrorResume(this::later)
        .then();
  }

  private void tell(long deleted) {
    if (deleted > 0) {
      log.atInfo()
          .addKeyValue("store", store)
          .addKeyValue("rows", deleted)
          .log("Expired rows went");
    }
  }

  private Mono<Long> later(Throwable failure) {
    log.atWarn()
        .addKeyValue("store", store)
        .addKeyValue("failure", failure.getClass().getSimpleName())
        .log("Expired rows stay until the next sweep");
    return Mono.empty();
  }
}

package com.livemargs.whatsapp.outbound.engine;

import com.livemargs.whatsapp.events.crash.CrashPoint;
import com.livemargs.whatsapp.outbound.engine.Signals.Work;
import com.livemargs.whatsapp.outbound.ledger.Acceptance;
import com.livemargs.whatsapp.outbound.ledger.Claims;
import com.livemargs.whatsapp.outbound.ledger.Ledger;
import com.livemargs.whatsapp.outbound.ledger.Send;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What both doors ask of the engine: take requests, wait for their end, settle by a status. */
public final class Sends {

  private static final Duration LOOK = Duration.ofMillis(500);

  private final Ledger ledger;
  private final Claims claims;
  private final Signals signals;
  private final EngineSettings settings;
  private final SendMeters meters;

  public Sends(
      Ledger ledger, Claims claims, Signals signals, EngineSettings settings, SendMeters meters) {
    this.ledger = ledger;
    this.claims = claims;
    this.signals = signals;
    this.settings = settings;
    this.meters = meters;
  }

  /** Takes a request; what is accepted is sent, whoever goes away meanwhile. */
  public Mono<Ledger.Accepted> accept(Acceptance request) {
    return detached(ledger.accept(request).doOnNext(accepted -> took()));
  }

  /** Takes several requests in their order, all or none. */
  public Mono<List<Ledger.Accepted>> acceptAll(List<Acceptance> requests) {
    return requests.isEmpty()
        ? Mono.just(List.of())
        : ledger.acceptAll(requests).doOnNext(accepted -> took());
  }

  private void took() {
    CrashPoint.OUTBOUND_ACCEPTED.reached();
    signals.wake(Work.TELL);
  }

  // A caller who hangs up must not cancel a transaction that is about to commit.
  private static <T> Mono<T> detached(Mono<T> work) {
    return Mono.fromFuture(work::toFuture, true);
  }

  /** The send once it is decided, or as it stands when patience ends. */
  public Mono<Send> outcome(Send send) {
    UUID id = send.messageId();
    return send.state().isDecided()
        ? Mono.just(send)
        : Flux.merge(signals.changesOf(id), Flux.interval(LOOK))
            .onBackpressureLatest()
            .concatMap(hint -> ledger.find(id), 0)
            .filter(found -> found.state().isDecided())
            .next()
            .timeout(settings.patience(), ledger.find(id));
  }

  /** Those of the ids that a status would settle. */
  public Flux<UUID> open(List<UUID> messageIds) {
    return messageIds.isEmpty() ? Flux.empty() : claims.open(messageIds);
  }

  /**
   * A status names a send of ours: Meta has it, whatever its answer was.
   *
   * @param phone digits that the status names, or null
   */
  public Mono<Void> settle(UUID messageId, String whatsappMessageId, @Nullable String phone) {
    return claims
        .settle(messageId, whatsappMessageId, phone)
        .filter(settled -> settled)
        .doOnNext(settled -> told(messageId))
        .then();
  }

  private void told(UUID messageId) {
    meters.settled("status");
    signals.changed(messageId);
    signals.wake(Work.TELL);
    signals.wake(Work.CALL);
  }
}

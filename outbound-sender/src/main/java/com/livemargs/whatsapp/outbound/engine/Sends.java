package com.livemargs.whatsapp.outbound.engine;

import com.livemargs.whatsapp.events.crash.CrashPoint;
import com.livemargs.whatsapp.outbound.engine.Signals.Work;
import com.livemargs.whatsapp.outbound.ledger.Acceptance;
import com.livemargs.whatsapp.outbound.ledger.Claims;
import com.livemargs.whatsapp.outbound.ledger.Ledger;
import com.livemargs.whatsapp.outbound.ledger.Send;
import com.livemargs.whatsapp.outbound.ledger.SendState;
import com.livemargs.whatsapp.outbound.pace.Windows;
import com.livemargs.whatsapp.outbound.pace.Windows.Wanted;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What both doors ask of the engine: take requests, wait for their end, settle by a status. */
public final class Sends {

  private static final Duration LOOK = Duration.ofMillis(500);
  private static final Duration WINDOW_PAUSE = Duration.ofMillis(250);

  private final Ledger ledger;
  private final Claims claims;
  private final Windows windows;
  private final Watch watch;
  private final EngineSettings settings;

  public Sends(
      Ledger ledger, Claims claims, Windows windows, Watch watch, EngineSettings settings) {
    this.ledger = ledger;
    this.claims = claims;
    this.windows = windows;
    this.watch = watch;
    this.settings = settings;
  }

  /**
   * Those of the requests that lie outside of their customer's 24 hours and are not to be sent
   * then. What is known already stands as it was, and is none of them. What a customer has just
   * written may be on its way here, or to another instance: what would be refused is looked at
   * again, a quarter of a second later each time.
   *
   * @param looks how often at most, all in all
   */
  public Mono<Set<Acceptance>> outsideWindow(Collection<Acceptance> requests, int looks) {
    return outsideWindow(requests)
        .flatMap(
            outside ->
                outside.isEmpty() || looks <= 1
                    ? Mono.just(outside)
                    : Mono.delay(WINDOW_PAUSE).then(outsideWindow(outside, looks - 1)));
  }

  private Mono<Set<Acceptance>> outsideWindow(Collection<Acceptance> requests) {
    return windows
        .admitted(requests.stream().map(Sends::wanted).toList())
        .map(admitted -> without(requests, request -> admitted.contains(wanted(request))))
        .flatMap(this::unknown);
  }

  private Mono<Set<Acceptance>> unknown(Set<Acceptance> requests) {
    return requests.isEmpty()
        ? Mono.just(requests)
        : ledger
            .known(requests.stream().map(Acceptance::id).toList())
            .collect(Collectors.toSet())
            .map(known -> without(requests, request -> known.contains(request.id())));
  }

  private static Set<Acceptance> without(
      Collection<Acceptance> requests, Predicate<Acceptance> left) {
    return requests.stream().filter(Predicate.not(left)).collect(Collectors.toSet());
  }

  private static Wanted wanted(Acceptance request) {
    return new Wanted(
        request.windowPolicy(), request.pending().phoneNumberId(), request.conversation());
  }

  /** Whether a request of this client came before under this id. */
  public Mono<Boolean> knows(String client, String requestId) {
    return ledger.known(List.of(new Ledger.Id(client, requestId))).hasElements();
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
    watch.signals().wake(Work.TELL);
  }

  // A caller who hangs up must not cancel a transaction that is about to commit. How that fails
  // after its caller has gone is a value, because an error that nobody takes would be logged.
  private static <T> Mono<T> detached(Mono<T> work) {
    return Mono.fromFuture(() -> work.materialize().toFuture(), true).dematerialize();
  }

  /** The send once it is decided, or as it stands when patience ends. */
  public Mono<Send> outcome(Send send) {
    UUID id = send.messageId();
    return send.state().isDecided()
        ? Mono.just(send)
        : Flux.merge(watch.signals().changesOf(id), looks())
            .onBackpressureLatest()
            .concatMap(hint -> ledger.find(id), 0)
            .filter(found -> found.state().isDecided())
            .next()
            .timeout(settings.patience(), ledger.find(id));
  }

  // A tick that finds no taker is dropped here; behind a merge it would be an error.
  private static Flux<Long> looks() {
    return Flux.interval(LOOK).onBackpressureDrop();
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
        .doOnNext(before -> told(messageId, before))
        .then();
  }

  private void told(UUID messageId, SendState before) {
    CrashPoint.OUTBOUND_SETTLED.reached();
    if (before == SendState.UNKNOWN) {
      watch.meters().settled("status");
    }
    watch.signals().changed(messageId);
    watch.signals().wake(Work.TELL);
    watch.signals().wake(Work.CALL);
  }
}

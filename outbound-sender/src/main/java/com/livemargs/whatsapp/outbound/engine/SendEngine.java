package com.livemargs.whatsapp.outbound.engine;

import com.livemargs.whatsapp.events.crash.CrashPoint;
import com.livemargs.whatsapp.outbound.engine.Signals.Work;
import com.livemargs.whatsapp.outbound.graph.GraphClient;
import com.livemargs.whatsapp.outbound.graph.GraphOutcome;
import com.livemargs.whatsapp.outbound.ledger.Claims;
import com.livemargs.whatsapp.outbound.ledger.Send;
import com.livemargs.whatsapp.outbound.ledger.Verdict;
import com.livemargs.whatsapp.outbound.message.Address;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Sends what is due: claim, call, record. A crash before the claim leaves the send in the queue,
 * one after it leaves it in flight until its lease ends, and then it is unknown: in no case is Meta
 * asked twice.
 */
public final class SendEngine {

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final int DOUBLINGS = 5;

  private final Claims claims;
  private final GraphClient graph;
  private final Signals signals;
  private final EngineSettings settings;
  private final SendMeters meters;
  private final AtomicInteger flying = new AtomicInteger();

  public SendEngine(
      Claims claims,
      GraphClient graph,
      Signals signals,
      EngineSettings settings,
      SendMeters meters) {
    this.claims = claims;
    this.graph = graph;
    this.signals = signals;
    this.settings = settings;
    this.meters = meters;
  }

  /** The loop that keeps this engine at work. */
  public WorkLoop<Send> loop() {
    return new WorkLoop<>(
        "send", settings.pause(), signals.work(Work.CALL), Flux.defer(this::claim), this::send);
  }

  private Flux<Send> claim() {
    int free = settings.inFlight() - flying.get();
    return free <= 0 ? Flux.empty() : claims.claim(free, settings.lease());
  }

  private Mono<Void> send(Send send) {
    flying.incrementAndGet();
    long begun = System.nanoTime();
    CrashPoint.OUTBOUND_IN_FLIGHT.reached();
    return graph
        .send(send.address(), send.message())
        .doOnNext(outcome -> meters.answered(outcome, begun))
        .doOnNext(outcome -> CrashPoint.OUTBOUND_CALLED.reached())
        .flatMap(outcome -> record(send, outcome))
        .doOnSuccess(recorded -> CrashPoint.OUTBOUND_RECORDED.reached())
        .doFinally(signal -> landed(send));
  }

  private void landed(Send send) {
    flying.decrementAndGet();
    signals.changed(send.messageId());
    signals.wake(Work.TELL);
    signals.wake(Work.CALL);
  }

  private Mono<Void> record(Send send, GraphOutcome outcome) {
    return switch (outcome) {
      case GraphOutcome.Accepted accepted ->
          decide(send, new Verdict.Sent(accepted.whatsappMessageId(), phone(send, accepted)));
      case GraphOutcome.Refused refused ->
          decide(send, new Verdict.Failed(refused.code(), refused.details()));
      case GraphOutcome.Unknown unknown -> decide(send, new Verdict.Unknown(unknown.reason()));
      case GraphOutcome.NotSent notSent -> patiently(claims.putBack(send, pause(send.attempt())));
    };
  }

  private Mono<Void> decide(Send send, Verdict verdict) {
    return patiently(claims.record(send, verdict).then());
  }

  // In a group the answer's wa_id is the group's id.
  private static @Nullable String phone(Send send, GraphOutcome.Accepted accepted) {
    return send.address() instanceof Address.Phone ? accepted.phone() : null;
  }

  // The answer is all we will ever get: it is worth waiting for the database until the lease ends.
  private Mono<Void> patiently(Mono<Void> write) {
    return write
        .retryWhen(Retry.fixedDelay(Long.MAX_VALUE, settings.pause()))
        .timeout(settings.lease());
  }

  private static Duration pause(int attempt) {
    return FIRST_PAUSE.multipliedBy(1L << Math.min(attempt - 1, DOUBLINGS));
  }
}

package com.livemargs.whatsapp.outbound.engine;

import com.livemargs.whatsapp.events.crash.CrashPoint;
import com.livemargs.whatsapp.outbound.engine.Signals.Work;
import com.livemargs.whatsapp.outbound.graph.GraphClient;
import com.livemargs.whatsapp.outbound.graph.GraphOutcome;
import com.livemargs.whatsapp.outbound.ledger.DueSends;
import com.livemargs.whatsapp.outbound.ledger.DueSends.Claimed;
import com.livemargs.whatsapp.outbound.ledger.Send;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Sends what is due: claim, call, record. A crash before the claim leaves the send in the queue,
 * one after it leaves it in flight until its lease ends, and then it is unknown: in no case is Meta
 * asked twice.
 */
public final class SendEngine {

  private final DueSends queue;
  private final GraphClient graph;
  private final Aftermath aftermath;
  private final TokenMemory token;
  private final Watch watch;
  private final EngineSettings settings;
  private final AtomicInteger flying = new AtomicInteger();
  private volatile boolean full;

  public SendEngine(
      DueSends queue,
      GraphClient graph,
      Aftermath aftermath,
      Watch watch,
      EngineSettings settings) {
    this.queue = queue;
    this.graph = graph;
    this.aftermath = aftermath;
    this.token = aftermath.token();
    this.watch = watch;
    this.settings = settings;
  }

  /** The loop that keeps this engine at work. */
  public WorkLoop<?> loop() {
    return new WorkLoop<>(
            "send",
            settings.pause(),
            watch.signals().work(Work.CALL),
            Flux.defer(this::claim),
            this::send)
        .endingWithin(settings.farewell());
  }

  private Flux<Attempt> claim() {
    int free = settings.inFlight() - flying.get();
    return free <= 0 ? Flux.empty() : aftermath.begin().thenMany(Flux.defer(() -> claim(free)));
  }

  private Flux<Attempt> claim(int free) {
    long begun = System.nanoTime();
    return queue
        .claim(free, settings.lease(), token::rests)
        .doOnNext(this::lookAgain)
        .flatMapIterable(Claimed::sends)
        .map(send -> new Attempt(send, begun));
  }

  private void lookAgain(Claimed claimed) {
    watch.meters().claimed(claimed, full);
    full = !claimed.next().isZero();
    if (full) {
      watch.signals().wakeIn(claimed.next());
    }
  }

  private Mono<Void> send(Attempt attempt) {
    flying.incrementAndGet();
    long begun = System.nanoTime();
    CrashPoint.OUTBOUND_IN_FLIGHT.reached();
    return call(attempt)
        .doOnNext(outcome -> watch.meters().answered(outcome, begun))
        .doOnNext(outcome -> CrashPoint.OUTBOUND_CALLED.reached())
        .flatMap(outcome -> aftermath.of(attempt, outcome))
        .doOnSuccess(recorded -> CrashPoint.OUTBOUND_RECORDED.reached())
        .doFinally(signal -> landed(attempt.send()));
  }

  // A process that stood still since it claimed counts as dead: its caller may have been told that
  // nobody knows, and may have sent again.
  private Mono<GraphOutcome> call(Attempt attempt) {
    boolean late = System.nanoTime() - attempt.claimedAt() >= settings.lease().toNanos();
    return late
        ? Mono.just(new GraphOutcome.NotSent("the claim was over before Meta was asked"))
        : graph.send(attempt.send().address(), attempt.send().message());
  }

  private void landed(Send send) {
    flying.decrementAndGet();
    watch.signals().changed(send.messageId());
    watch.signals().wake(Work.TELL);
    watch.signals().wake(Work.CALL);
  }
}

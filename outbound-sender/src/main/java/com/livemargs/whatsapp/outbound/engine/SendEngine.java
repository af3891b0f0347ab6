package com.livemargs.whatsapp.outbound.engine;

import com.livemargs.whatsapp.events.crash.CrashPoint;
import com.livemargs.whatsapp.outbound.engine.Signals.Work;
import com.livemargs.whatsapp.outbound.graph.GraphClient;
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
    this.watch = watch;
    this.settings = settings;
  }

  /** The loop that keeps this engine at work. */
  public WorkLoop<Send> loop() {
    return new WorkLoop<>(
            "send",
            settings.pause(),
            watch.signals().work(Work.CALL),
            Flux.defer(this::claim),
            this::send)
        .endingWithin(settings.farewell());
  }

  private Flux<Send> claim() {
    int free = settings.inFlight() - flying.get();
    return free <= 0
        ? Flux.empty()
        : aftermath
            .begin()
            .then(queue.claim(free, settings.lease()))
            .doOnNext(this::lookAgain)
            .flatMapIterable(Claimed::sends);
  }

  private void lookAgain(Claimed claimed) {
    watch.meters().claimed(claimed, full);
    full = !claimed.next().isZero();
    if (full) {
      watch.signals().wakeIn(claimed.next());
    }
  }

  private Mono<Void> send(Send send) {
    flying.incrementAndGet();
    long begun = System.nanoTime();
    CrashPoint.OUTBOUND_IN_FLIGHT.reached();
    return graph
        .send(send.address(), send.message())
        .doOnNext(outcome -> watch.meters().answered(outcome, begun))
        .doOnNext(outcome -> CrashPoint.OUTBOUND_CALLED.reached())
        .flatMap(outcome -> aftermath.of(send, outcome))
        .doOnSuccess(recorded -> CrashPoint.OUTBOUND_RECORDED.reached())
        .doFinally(signal -> landed(send));
  }

  private void landed(Send send) {
    flying.decrementAndGet();
    watch.signals().changed(send.messageId());
    watch.signals().wake(Work.TELL);
    watch.signals().wake(Work.CALL);
  }
}

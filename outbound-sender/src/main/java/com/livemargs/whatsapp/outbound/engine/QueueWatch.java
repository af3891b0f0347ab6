package com.livemargs.whatsapp.outbound.engine;

import com.livemargs.whatsapp.outbound.ledger.DueSends;
import com.livemargs.whatsapp.outbound.ledger.QueueView;
import com.livemargs.whatsapp.outbound.pace.Pairs;
import com.livemargs.whatsapp.outbound.pace.Windows;
import java.time.Duration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Looks at the queue now and then: finds what two transactions lost between them, measures it, and
 * forgets limits that bind nobody any more.
 */
public final class QueueWatch {

  private static final Duration LOOK = Duration.ofSeconds(3);
  private static final Duration MEMORY = Duration.ofMinutes(10);

  private final DueSends queue;
  private final QueueView view;
  private final Pairs pairs;
  private final Windows windows;
  private final SendMeters meters;

  public QueueWatch(
      DueSends queue, QueueView view, Pairs pairs, Windows windows, SendMeters meters) {
    this.queue = queue;
    this.view = view;
    this.pairs = pairs;
    this.windows = windows;
    this.meters = meters;
  }

  /** Finds what was lost. */
  public WorkLoop<Long> sweeping() {
    return new WorkLoop<>(
        "sweep the queue", LOOK, Flux.never(), queue.sweep().flux(), found -> Mono.empty());
  }

  /** Measures, whatever becomes of the sweep. */
  public WorkLoop<QueueView.Load> measuring() {
    return new WorkLoop<>(
        "measure the queue",
        LOOK,
        Flux.never(),
        view.load().doOnError(failure -> meters.notMeasured()).flux(),
        load -> Mono.fromRunnable(() -> meters.measured(load)));
  }

  /** Forgets. */
  public WorkLoop<Integer> forgetting() {
    return new WorkLoop<>(
        "forget limits",
        MEMORY,
        Flux.never(),
        pairs.forget().then(windows.forget()).thenMany(Flux.empty()),
        nothing -> Mono.empty());
  }
}

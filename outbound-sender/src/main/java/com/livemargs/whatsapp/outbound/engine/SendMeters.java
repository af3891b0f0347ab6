package com.livemargs.whatsapp.outbound.engine;

import com.livemargs.whatsapp.outbound.graph.GraphError.Kind;
import com.livemargs.whatsapp.outbound.graph.GraphError.Remedy;
import com.livemargs.whatsapp.outbound.graph.GraphErrors;
import com.livemargs.whatsapp.outbound.graph.GraphOutcome;
import com.livemargs.whatsapp.outbound.ledger.DueSends.Claimed;
import com.livemargs.whatsapp.outbound.ledger.QueueView.Load;
import com.livemargs.whatsapp.outbound.ledger.Send;
import com.livemargs.whatsapp.outbound.pace.Hold;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Counts what became of calls, by kind only, and shows the queue. The queue is that of all
 * instances: each shows the same, so take the maximum, not the sum. It is NaN before the first look
 * and while nobody can look.
 */
public final class SendMeters {

  private static final String CUSTOMER = "customer";
  private static final String NUMBER = "number";
  private static final String AMBIGUOUS = "ambiguous";
  private static final List<String> SCOPES = List.of(CUSTOMER, NUMBER);

  private final MeterRegistry registry;
  private volatile @Nullable Load load;

  public SendMeters(MeterRegistry registry) {
    this.registry = registry;
    gauge("whatsapp.send.queue", Load::queued);
    gauge("whatsapp.send.ambiguous.open", Load::unknown);
    gauge("whatsapp.send.numbers.stopped", Load::stoppedNumbers);
    TimeGauge.builder(
            "whatsapp.send.queue.age",
            this,
            TimeUnit.MILLISECONDS,
            meters -> meters.part(Load::oldestMillis))
        .register(registry);
    SCOPES.forEach(this::limiter);
    List.of(Intervention.values()).forEach(this::interventions);
  }

  private void gauge(String name, ToDoubleFunction<Load> part) {
    Gauge.builder(name, this, meters -> meters.part(part)).register(registry);
  }

  private double part(ToDoubleFunction<Load> part) {
    Load last = load;
    return last == null ? Double.NaN : part.applyAsDouble(last);
  }

  void measured(Load now) {
    load = now;
  }

  /** Nobody knows how much there is now. */
  void notMeasured() {
    load = null;
  }

  void answered(GraphOutcome outcome, long begunNanos) {
    registry
        .counter("whatsapp.send", "outcome", word(outcome), "code_class", codeClass(outcome))
        .increment();
    registry
        .timer("whatsapp.send.latency")
        .record(System.nanoTime() - begunNanos, TimeUnit.NANOSECONDS);
  }

  /** A claimant died, and what it had in hand may have been sent. */
  void gaveUp() {
    registry.counter("whatsapp.send", "outcome", AMBIGUOUS, "code_class", "none").increment();
  }

  private static String word(GraphOutcome outcome) {
    return switch (outcome) {
      case GraphOutcome.Accepted a -> "accepted";
      case GraphOutcome.Refused r -> refusal(GraphErrors.of(r.code()).remedy());
      case GraphOutcome.Throttled t -> "throttled";
      case GraphOutcome.Unknown u -> AMBIGUOUS;
      case GraphOutcome.NotSent n -> "not_sent";
    };
  }

  private static String refusal(Remedy remedy) {
    return switch (remedy) {
      case NUMBER_SLOWER, CUSTOMER_LATER -> "throttled";
      case NEW_TOKEN, NONE -> "rejected";
    };
  }

  private static String codeClass(GraphOutcome outcome) {
    return switch (outcome) {
      case GraphOutcome.Refused refused -> word(GraphErrors.of(refused.code()).kind());
      case GraphOutcome.Throttled t -> word(Kind.LIMIT);
      case GraphOutcome.Accepted a -> "none";
      case GraphOutcome.Unknown u -> "none";
      case GraphOutcome.NotSent n -> "none";
    };
  }

  private static String word(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  /** Sends go that a limit may have held: how long since they were accepted. */
  void claimed(Claimed claimed, boolean numberWasFull) {
    for (Send send : claimed.sends()) {
      if (send.wasHeldFor(Hold.CUSTOMER_LIMIT)) {
        waited(CUSTOMER, send);
      } else if (numberWasFull || send.wasHeldFor(Hold.NUMBER_LIMIT)) {
        waited(NUMBER, send);
      }
    }
  }

  private void waited(String scope, Send send) {
    // The clock of PostgreSQL may be ahead of ours.
    long millis = Math.max(0, Duration.between(send.acceptedAt(), Instant.now()).toMillis());
    limiter(scope).record(millis, TimeUnit.MILLISECONDS);
  }

  private Timer limiter(String scope) {
    return registry.timer("whatsapp.limiter.wait", "scope", scope);
  }

  /** A person did something to a send. */
  void intervened(Intervention what) {
    interventions(what).increment();
  }

  private Counter interventions(Intervention what) {
    return registry.counter("whatsapp.send.interventions", "action", what.word());
  }

  /** An unknown outcome was settled. */
  void settled(String by) {
    registry.counter("whatsapp.send.ambiguous.resolved", "by", by).increment();
  }
}

package com.livemargs.whatsapp.outbound.engine;

import com.livemargs.whatsapp.outbound.graph.GraphErrors;
import com.livemargs.whatsapp.outbound.graph.GraphOutcome;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Counts what became of calls, by kind only. */
public final class SendMeters {

  private final MeterRegistry registry;

  public SendMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  void answered(GraphOutcome outcome, long begunNanos) {
    String what =
        switch (outcome) {
          case GraphOutcome.Accepted a -> "accepted";
          case GraphOutcome.Refused r -> "rejected";
          case GraphOutcome.Unknown u -> "ambiguous";
          case GraphOutcome.NotSent n -> "not_sent";
        };
    registry
        .counter("whatsapp.send", "outcome", what, "code_class", codeClass(outcome))
        .increment();
    registry
        .timer("whatsapp.send.latency")
        .record(System.nanoTime() - begunNanos, TimeUnit.NANOSECONDS);
  }

  private static String codeClass(GraphOutcome outcome) {
    if (!(outcome instanceof GraphOutcome.Refused refused)) {
      return "none";
    }
    @Nullable Integer code = refused.code();
    return GraphErrors.of(code).kind().name().toLowerCase(Locale.ROOT);
  }

  /** An unknown outcome was settled. */
  void settled(String by) {
    registry.counter("whatsapp.send.ambiguous.resolved", "by", by).increment();
  }
}

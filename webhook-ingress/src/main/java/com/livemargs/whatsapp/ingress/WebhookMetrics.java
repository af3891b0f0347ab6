package com.livemargs.whatsapp.ingress;

import com.livemargs.whatsapp.events.problem.Problem;
import com.livemargs.whatsapp.ingress.publish.WebhookPublisher.Kept;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Counts webhooks by what became of them. */
final class WebhookMetrics {

  /** What became of a request. */
  enum Outcome {
    ACCEPTED,
    BAD_SIGNATURE,
    TOO_LARGE,
    QUARANTINED,
    OVERLOAD,
    KAFKA_UNAVAILABLE,
    /** Encoded or late. */
    REFUSED,
    /** The caller went away. */
    ABORTED
  }

  private final Map<Outcome, Counter> requests = new EnumMap<>(Outcome.class);
  private final AtomicInteger inFlight = new AtomicInteger();
  private final Timer acknowledged;

  WebhookMetrics(MeterRegistry meters) {
    for (Outcome outcome : Outcome.values()) {
      String name = outcome.name().toLowerCase(Locale.ROOT);
      requests.put(outcome, meters.counter("whatsapp.webhook.requests", "outcome", name));
    }
    meters.gauge("whatsapp.webhook.inflight", inFlight);
    acknowledged =
        Timer.builder("whatsapp.webhook.ack")
            .description("From the verified body to the broker's acknowledgement")
            .serviceLevelObjectives(
                Duration.ofMillis(50), Duration.ofMillis(250), Duration.ofSeconds(1))
            .register(meters);
  }

  Visit visit() {
    inFlight.incrementAndGet();
    return new Visit();
  }

  /** One request on its way through. */
  final class Visit {

    private @Nullable Outcome outcome;
    private long verified;

    void verified() {
      verified = System.nanoTime();
    }

    void kept(Kept kept) {
      acknowledged.record(System.nanoTime() - verified, TimeUnit.NANOSECONDS);
      outcome =
          switch (kept) {
            case STORED -> Outcome.ACCEPTED;
            case QUARANTINED, NOT_JSON -> Outcome.QUARANTINED;
          };
    }

    void refused(Problem problem) {
      outcome = outcome == null ? Refusals.outcome(problem) : outcome;
    }

    void end() {
      inFlight.decrementAndGet();
      Counter counter = requests.get(outcome == null ? Outcome.ABORTED : outcome);
      if (counter != null) {
        counter.increment();
      }
    }
  }
}

package com.livemargs.whatsapp.ingress.publish;

import com.livemargs.whatsapp.ingress.split.Part;
import com.livemargs.whatsapp.ingress.split.Part.Kind;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts what was published; meters are made once, so that counting looks nothing up. */
public final class PublishMetrics {

  private final Map<Kind, Counter> items = new EnumMap<>(Kind.class);
  private final Map<String, Counter> acknowledged = new HashMap<>();
  private final Map<String, Counter> failed = new HashMap<>();
  private final Timer age;

  /** Registers the meters. */
  public PublishMetrics(MeterRegistry meters) {
    for (Kind kind : Kind.values()) {
      String name = kind.name().toLowerCase(Locale.ROOT);
      items.put(kind, meters.counter("whatsapp.webhook.items", "kind", name));
      acknowledged.put(kind.topic(), publish(meters, kind.topic(), "acknowledged"));
      failed.put(kind.topic(), publish(meters, kind.topic(), "failed"));
    }
    age =
        Timer.builder("whatsapp.webhook.age")
            .description("From Meta's timestamp to the acknowledgement")
            .register(meters);
  }

  private static Counter publish(MeterRegistry meters, String topic, String outcome) {
    return meters.counter("whatsapp.publish", "topic", topic, "outcome", outcome);
  }

  void settled(String topic, boolean well) {
    increment((well ? acknowledged : failed).get(topic));
  }

  private static void increment(@Nullable Counter counter) {
    if (counter != null) {
      counter.increment();
    }
  }

  void stored(List<Part> parts, Instant now) {
    for (Part part : parts) {
      increment(items.get(part.kind()));
      boolean timed = part.kind() == Kind.MESSAGE || part.kind() == Kind.STATUS;
      if (timed && part.time().isBefore(now)) {
        age.record(Duration.between(part.time(), now));
      }
    }
  }
}

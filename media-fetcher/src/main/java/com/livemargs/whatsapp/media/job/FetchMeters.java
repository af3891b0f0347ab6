package com.livemargs.whatsapp.media.job;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Has every counter of the jobs there at zero, so that a watcher can tell "none" from "unknown".
 */
@Component
final class FetchMeters {

  FetchMeters(MeterRegistry meters) {
    List.of("stored", "retry").forEach(it -> meters.counter("whatsapp.media.fetch", "outcome", it));
    for (Reason reason : Reason.values()) {
      meters.counter("whatsapp.media.fetch", "outcome", reason.wire());
    }
    List.of("disk", "host").forEach(it -> meters.counter("whatsapp.media.blocked", "reason", it));
    meters.counter("whatsapp.media.bytes");
  }
}

package com.livemargs.whatsapp.media.job;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Counts what becomes of files. Every counter is there at zero, so that a watcher can tell "none"
 * from "unknown".
 */
@Component
final class FetchMeters {

  private static final String RETRY = "retry";
  private static final String STORED = "stored";
  private static final String DISK = "disk";
  private static final String HOST = "host";

  private final MeterRegistry meters;

  FetchMeters(MeterRegistry meters) {
    this.meters = meters;
    List.of(STORED, RETRY).forEach(outcome -> fetched(outcome, 0));
    List.of(Reason.values()).forEach(reason -> unavailable(reason, 0));
    List.of(DISK, HOST).forEach(reason -> blocked(reason, 0));
    meters.counter("whatsapp.media.bytes");
  }

  void stored(long bytes) {
    fetched(STORED, 1);
    meters.counter("whatsapp.media.bytes").increment(bytes);
  }

  void retried() {
    fetched(RETRY, 1);
  }

  void unavailable(Reason reason, int files) {
    fetched(reason.wire(), files);
  }

  void blockedByDisk() {
    blocked(DISK, 1);
  }

  void blockedByHost() {
    blocked(HOST, 1);
  }

  private void fetched(String outcome, int files) {
    meters.counter("whatsapp.media.fetch", "outcome", outcome).increment(files);
  }

  private void blocked(String reason, int times) {
    meters.counter("whatsapp.media.blocked", "reason", reason).increment(times);
  }
}

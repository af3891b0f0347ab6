package com.livemargs.whatsapp.events.access;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts who was not let in, by why. */
final class Denials {

  private final Counter missing;
  private final Counter unknown;
  private final Counter joinToken;
  private final Counter scope;

  Denials(MeterRegistry meters) {
    missing = counter(meters, "missing");
    unknown = counter(meters, "unknown");
    joinToken = counter(meters, "join_token");
    scope = counter(meters, "scope");
  }

  private static Counter counter(MeterRegistry meters, String reason) {
    return meters.counter("whatsapp.auth.denied", "reason", reason);
  }

  /** Nothing valid was shown. */
  void unauthorized(boolean somethingShown) {
    (somethingShown ? unknown : missing).increment();
  }

  /** A join token where only a key will do. */
  void joinToken() {
    joinToken.increment();
  }

  /** A key that may do other things. */
  void scope() {
    scope.increment();
  }
}

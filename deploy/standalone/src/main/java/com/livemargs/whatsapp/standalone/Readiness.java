package com.livemargs.whatsapp.standalone;

import com.livemargs.whatsapp.standalone.server.Knock;
import com.livemargs.whatsapp.standalone.settings.Patience;
import java.net.URI;
import java.time.Duration;
import java.util.function.Consumer;

/** Waiting for the services to say themselves that all of them work. */
final class Readiness {
  private static final Duration BEFORE_EXPLAINING = Duration.ofSeconds(30);
  private final URI probe;

  Readiness(URI http) {
    this.probe = http.resolve("/actuator/health/readiness");
  }

  /** Returns once they do; says after a while what it is waiting for. */
  void await(Consumer<String> page) {
    while (!Patience.until(BEFORE_EXPLAINING, () -> Knock.answers(probe))) {
      page.accept(
          "Not ready yet: a server the services need does not answer. %s tells which; waiting goes on."
              .formatted(probe));
    }
  }
}

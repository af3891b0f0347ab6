package com.livemargs.whatsapp.chaos.nemesis;

import com.livemargs.whatsapp.chaos.process.Wait;
import com.livemargs.whatsapp.chaos.scenario.Trial;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a steady share of sends go wrong at Meta: taken and not answered, which its statuses must
 * settle, and not taken and not answered, which nothing but a person can.
 */
final class SendFaults {

  private static final Logger log = LoggerFactory.getLogger(SendFaults.class);
  private static final Duration LOOK = Duration.ofMillis(500);
  private static final Map<String, Double> SHARES =
      Map.of("accept-then-reset", 0.05, "accept-then-500", 0.02, "reset", 0.01);

  private final Trial trial;
  private final Map<String, Integer> ordered = new HashMap<>();

  SendFaults(Trial trial) {
    this.trial = trial;
  }

  void keepUp(BooleanSupplier over) {
    while (!over.getAsBoolean()) {
      try {
        long taken = trial.cluster().meta().taken();
        SHARES.forEach((kind, share) -> order(kind, (int) (taken * share) + 1));
      } catch (RuntimeException busy) {
        log.atWarn().setCause(busy).log("Meta did not answer; its faults are ordered later");
      }
      Wait.pause(LOOK);
    }
  }

  private void order(String kind, int wanted) {
    int more = wanted - ordered.getOrDefault(kind, 0);
    if (more > 0) {
      trial.cluster().meta().sendFault(Map.of("kind", kind, "times", more));
      trial.did("Meta, steadily: " + kind, more);
      ordered.put(kind, wanted);
    }
  }
}

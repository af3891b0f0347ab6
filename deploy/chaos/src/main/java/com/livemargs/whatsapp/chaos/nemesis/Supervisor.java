package com.livemargs.whatsapp.chaos.nemesis;

import com.livemargs.whatsapp.chaos.process.Node;
import com.livemargs.whatsapp.chaos.process.Wait;
import com.livemargs.whatsapp.chaos.scenario.Trial;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts again what ended by itself, as whoever runs the processes would. */
final class Supervisor {

  private static final Logger log = LoggerFactory.getLogger(Supervisor.class);
  private static final Duration LOOK = Duration.ofSeconds(2);

  private final Trial trial;
  private final Locks locks;

  Supervisor(Trial trial, Locks locks) {
    this.trial = trial;
    this.locks = locks;
  }

  void watch(BooleanSupplier over) {
    while (!over.getAsBoolean()) {
      Wait.pause(LOOK);
      trial.cluster().nodes().stream()
          .filter(node -> !node.isAlive())
          .forEach(node -> locks.ifFree(node.name(), () -> revive(node)));
    }
  }

  private void revive(Node node) {
    if (!node.isAlive() && node.exitCode().isPresent()) {
      log.atInfo().addKeyValue("code", node.exitCode().getAsInt()).log("{} had ended", node.name());
      start(node);
    }
  }

  // The next look tries again.
  private void start(Node node) {
    try {
      node.start();
      trial.did("ended by itself and started again: " + node.name().replaceFirst("-[0-9]+$", ""));
    } catch (RuntimeException failure) {
      log.atWarn().setCause(failure).log("{} does not start again", node.name());
    }
  }
}

package com.livemargs.whatsapp.events.progress;

import java.util.List;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Down when a group is stuck and new consumers did not help: the one thing a restart cures. */
public final class ProgressHealth implements HealthIndicator {

  private final ProgressWatchdog watchdog;

  public ProgressHealth(ProgressWatchdog watchdog) {
    this.watchdog = watchdog;
  }

  @Override
  public Health health() {
    List<String> broken = watchdog.broken();
    return broken.isEmpty()
        ? Health.up().build()
        : Health.down().withDetail("stuck groups", broken).build();
  }
}

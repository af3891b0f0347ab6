package com.livemargs.whatsapp.events.progress;

import com.livemargs.whatsapp.events.settings.Settings;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long a group may do nothing while records wait.
 *
 * @param stalledAfter then its consumers are replaced in this process, 1 s or longer
 * @param exitAfter how long liveness is down before the process ends itself; 0 leaves that to
 *     whoever watches liveness
 */
@ConfigurationProperties("whatsapp.watchdog")
public record WatchdogSettings(
    @DefaultValue("45s") Duration stalledAfter, @DefaultValue("30s") Duration exitAfter) {

  public WatchdogSettings {
    Settings.check(
        stalledAfter.toMillis() >= 1_000,
        "CONSUMER_STALLED_AFTER",
        "is less than a second",
        "Leave it out for 45s.");
    Settings.check(
        !exitAfter.isNegative(),
        "CONSUMER_EXIT_AFTER",
        "is negative",
        "Leave it out for 30s, or set 0s to never end the process.");
  }

  /**
   * How long a handler may take for one call. Less than {@link #stalledAfter}: a handler that waits
   * for somebody else is an outage and tried again, one that holds its thread is stuck.
   */
  public Duration patience() {
    return stalledAfter.multipliedBy(3).dividedBy(4);
  }

  /** How long replaced consumers have to show that they work: others must let them in first. */
  Duration recovery() {
    return stalledAfter;
  }

  /** How often offsets are compared. */
  Duration period() {
    long millis = Math.min(5_000, Math.max(200, stalledAfter.toMillis() / 8));
    return Duration.ofMillis(millis);
  }
}

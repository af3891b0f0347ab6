package com.livemargs.whatsapp.outbound.engine;

import com.livemargs.whatsapp.events.settings.Settings;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How sends are worked on.
 *
 * @param inFlight most calls of this process at a time, 1 to 128
 * @param lease how long a call may take, its record included, before the claimant counts as dead;
 *     longer than the longest call
 * @param pause longest time between two looks for work of other instances
 * @param patience how long an HTTP caller waits for the outcome before it is told pending
 * @param keep how long request ids are remembered
 * @param farewell how long a process that is stopped waits for its calls: what it leaves behind is
 *     unknown, so as long as whoever stops it waits before it kills
 */
@ConfigurationProperties("whatsapp.outbound.engine")
public record EngineSettings(
    @DefaultValue("64") int inFlight,
    @DefaultValue("75s") Duration lease,
    @DefaultValue("500ms") Duration pause,
    @DefaultValue("10s") Duration patience,
    @DefaultValue("7d") Duration keep,
    @DefaultValue("15s") Duration farewell) {

  public EngineSettings {
    Settings.check(
        inFlight >= 1 && inFlight <= 128,
        "OUTBOUND_IN_FLIGHT",
        "is not within 1 to 128",
        "Leave it out for 64.");
  }
}

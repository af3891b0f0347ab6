package com.livemargs.whatsapp.media.job;

import com.livemargs.whatsapp.events.settings.Settings;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How jobs are worked on.
 *
 * @param parallelism files in transfer at once in this process
 * @param retryDelays pause after the first, second … failure; the last one repeats
 * @param retryWindow from the first try to the last; Meta keeps a file for seven days
 * @param pollEvery how soon a job is seen that another instance took in, or whose pause is over
 * @param lease how long a job stays with an instance that has died
 * @param handBack how long a stop waits for jobs it asked for last, and then to hand all back
 */
@ConfigurationProperties("whatsapp.media.jobs")
record JobSettings(
    @DefaultValue("8") int parallelism,
    @DefaultValue({"3s", "30s", "2m", "10m", "1h", "6h"}) List<Duration> retryDelays,
    @DefaultValue("6d") Duration retryWindow,
    @DefaultValue("500ms") Duration pollEvery,
    @DefaultValue("30s") Duration lease,
    @DefaultValue("2s") Duration handBack) {

  public JobSettings {
    Settings.check(
        parallelism >= 1 && parallelism <= 256,
        "MEDIA_PARALLELISM",
        "is not within 1 to 256",
        "Leave it out for 8.");
    Settings.check(
        !retryDelays.isEmpty() && retryDelays.stream().allMatch(Duration::isPositive),
        "MEDIA_RETRY_DELAYS",
        "is no list of positive durations",
        "Set it to durations such as 3s,30s,2m, or leave it out.");
    Settings.check(
        retryWindow.isPositive(),
        "MEDIA_RETRY_WINDOW",
        "is not positive",
        "Set it to a duration such as 6d, or leave it out.");
    Settings.check(
        handBack.isPositive(),
        "whatsapp.media.jobs.hand-back",
        "is not positive",
        "Leave it out for 2s.");
    retryDelays = List.copyOf(retryDelays);
  }

  /** The pause after so many tries. */
  Duration delayAfter(int attempts) {
    return retryDelays.get(Math.min(Math.max(attempts, 1), retryDelays.size()) - 1);
  }
}

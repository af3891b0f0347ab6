package com.livemargs.whatsapp.livekit.show;

import com.livemargs.whatsapp.events.settings.Settings;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is shown.
 *
 * @param staleAfter what waited longer on its topic is not shown any more: joiners read the history
 */
@ConfigurationProperties("whatsapp.livekit.show")
record ShowSettings(@DefaultValue("PT2M") Duration staleAfter) {

  public ShowSettings {
    Settings.check(
        staleAfter.isPositive(),
        "LIVEKIT_STALE_AFTER",
        "is not a positive time",
        "Set an ISO-8601 duration such as PT2M, or leave it out.");
  }
}

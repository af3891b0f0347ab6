package com.livemargs.whatsapp.media.serve;

import com.livemargs.whatsapp.events.settings.Settings;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Links for browsers.
 *
 * @param secret signs them; empty: no link opens anything, only API keys do
 */
@ConfigurationProperties("whatsapp.media.links")
record LinkSettings(@DefaultValue("") String secret) {

  private static final int SHORTEST = 16;
  private static final String FIX =
      "Set it to at least 16 random characters, the same for all services, or leave it out.";

  public LinkSettings {
    if (!secret.isBlank()) {
      secret = Settings.required("MEDIA_URL_SECRET", secret, FIX);
      Settings.check(secret.length() >= SHORTEST, "MEDIA_URL_SECRET", "is too short", FIX);
    }
  }

  @Override
  public String toString() {
    return "LinkSettings[***]";
  }
}

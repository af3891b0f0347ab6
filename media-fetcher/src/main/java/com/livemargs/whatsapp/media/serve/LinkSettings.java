package com.livemargs.whatsapp.media.serve;

import com.livemargs.whatsapp.events.settings.Settings;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Links for browsers.
 *
 * @param secret signs them; blank: there is none, no link opens anything, only API keys do
 */
@ConfigurationProperties("whatsapp.media.links")
record LinkSettings(@DefaultValue("") String secret) {

  private static final String FIX =
      "Set it to 16 random characters or more, the same for all services, or leave it out.";

  public LinkSettings {
    if (secret.isBlank()) {
      secret = "";
    } else {
      secret = Settings.required("MEDIA_URL_SECRET", secret, FIX);
      Settings.warnOfShort("MEDIA_URL_SECRET", List.of(secret));
    }
  }

  @Override
  public String toString() {
    return "LinkSettings[***]";
  }
}

package com.livemargs.whatsapp.livekit.join;

import com.livemargs.whatsapp.events.settings.Settings;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What someone who joins is shown of before.
 *
 * @param readApiUrl origin of {@code GET /whatsapp/messages/{customer}}
 * @param internalKey what services show each other; without it nothing is replayed
 * @param messages how many of the last, 0 for none; a room tells repeats among its last 100 packets
 */
@ConfigurationProperties("whatsapp.livekit.replay")
record ReplaySettings(
    @DefaultValue("http://127.0.0.1:8083") String readApiUrl,
    @Nullable String internalKey,
    @DefaultValue("30") int messages) {

  public ReplaySettings {
    Settings.check(
        isHttp(readApiUrl),
        "READ_API_URL",
        "is no http(s) URL",
        "Set it to where persistence-writer listens, such as http://127.0.0.1:8083.");
    internalKey =
        Settings.optional(
            "INTERNAL_API_KEY",
            internalKey,
            "Set what persistence-writer has, or leave it out: nothing is replayed then.");
    Settings.check(
        messages >= 0 && messages <= 500,
        "LIVEKIT_REPLAY_MESSAGES",
        "is not within 0 to 500",
        "Leave it out for 30.");
  }

  private static boolean isHttp(String url) {
    try {
      String scheme = String.valueOf(URI.create(url).getScheme());
      return scheme.equals("http") || scheme.equals("https");
    } catch (IllegalArgumentException unreadable) {
      return false;
    }
  }

  boolean isOn() {
    return messages > 0 && internalKey != null;
  }

  @Override
  public String toString() {
    return "ReplaySettings[***]";
  }
}

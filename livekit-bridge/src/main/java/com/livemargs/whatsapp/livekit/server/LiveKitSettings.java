package com.livemargs.whatsapp.livekit.server;

import com.livemargs.whatsapp.events.settings.Authority;
import com.livemargs.whatsapp.events.settings.Settings;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The LiveKit server and the life of its rooms.
 *
 * @param url where services reach it: http, https, ws or wss, without a path
 * @param publicUrl where browsers reach it; the same when empty
 * @param apiKey issuer of our tokens
 * @param apiSecret signs our tokens and LiveKit's webhooks
 * @param emptyTimeout how long a room waits for its first visitor; an idle room costs the server
 *     0.28 MiB
 * @param departureTimeout how long it stays after the last one left
 */
@ConfigurationProperties("whatsapp.livekit")
public record LiveKitSettings(
    String url,
    @Nullable String publicUrl,
    String apiKey,
    String apiSecret,
    @DefaultValue("PT10M") Duration emptyTimeout,
    @DefaultValue("PT2M") Duration departureTimeout) {

  private static final String FIX =
      "Set it to something like wss://livekit.example.com or http://127.0.0.1:7880, or LIVEKIT_URL=off.";

  public LiveKitSettings {
    url = address("LIVEKIT_URL", Settings.required("LIVEKIT_URL", url, FIX));
    publicUrl =
        publicUrl == null || publicUrl.isBlank()
            ? url
            : address(
                "LIVEKIT_PUBLIC_URL", Settings.required("LIVEKIT_PUBLIC_URL", publicUrl, FIX));
    String fix = "Set it to what the LiveKit server has under 'keys', or LIVEKIT_URL=off.";
    apiKey = Settings.required("LIVEKIT_API_KEY", apiKey, fix);
    apiSecret = Settings.required("LIVEKIT_API_SECRET", apiSecret, fix);
    positive("LIVEKIT_EMPTY_TIMEOUT", emptyTimeout);
    positive("LIVEKIT_DEPARTURE_TIMEOUT", departureTimeout);
  }

  // The server's API lies at absolute paths, so a prefix would be lost without a word.
  private static String address(String variable, String value) {
    String bare = value.endsWith("/") ? value.substring(0, value.length() - 1) : value;
    Settings.check(isAddress(bare), variable, "is no http(s) or ws(s) URL of a server", FIX);
    return bare;
  }

  private static boolean isAddress(String value) {
    try {
      URI uri = URI.create(value);
      return Set.of("http", "https", "ws", "wss").contains(String.valueOf(uri.getScheme()))
          && Authority.of(uri).isPresent()
          && uri.getRawPath().isEmpty();
    } catch (IllegalArgumentException unreadable) {
      return false;
    }
  }

  private static void positive(String variable, Duration value) {
    Settings.check(
        value.toSeconds() > 0 && value.toSeconds() < Integer.MAX_VALUE,
        variable,
        "is not a positive time",
        "Set an ISO-8601 duration such as PT10M, or leave it out.");
  }

  /** The form that the server's HTTP API takes. */
  String apiUrl() {
    return url.replaceFirst("^ws", "http");
  }

  /** The form that clients take. */
  public String serverUrl() {
    return String.valueOf(publicUrl).replaceFirst("^http", "ws");
  }

  @Override
  public String toString() {
    return "LiveKitSettings[***]";
  }
}

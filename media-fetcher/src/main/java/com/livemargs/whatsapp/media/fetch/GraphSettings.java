package com.livemargs.whatsapp.media.fetch;

import com.livemargs.whatsapp.events.settings.Authority;
import com.livemargs.whatsapp.events.settings.InvalidSettingException;
import com.livemargs.whatsapp.events.settings.Settings;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where files come from.
 *
 * @param accessToken shown to the Graph API and to allowed hosts, to nobody else
 * @param url base of the Graph API without version
 * @param version such as {@code v26.0}
 * @param allowedHosts further download hosts, comma-separated, each {@code host} or {@code
 *     host:port}; https only
 * @param maxBytes largest file
 * @param maxBytesOf smaller limits by kind of media; 0 for none
 */
@ConfigurationProperties("whatsapp.media.graph")
record GraphSettings(
    String accessToken,
    @DefaultValue(META) String url,
    @DefaultValue(CURRENT) String version,
    @DefaultValue("") String allowedHosts,
    @DefaultValue("104857600") long maxBytes,
    Map<String, Long> maxBytesOf) {

  private static final String META = "https://graph.facebook.com";
  private static final String CURRENT = "v26.0";
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._-]+(:[0-9]{1,5})?");
  private static final Pattern VERSION = Pattern.compile("v\\d+\\.\\d+");

  public GraphSettings {
    accessToken =
        Settings.required(
            "WHATSAPP_ACCESS_TOKEN",
            accessToken,
            "Set it to the system user's token from Meta's business settings.");
    Settings.check(
        accessToken.chars().allMatch(c -> c > ' ' && c < 127),
        "WHATSAPP_ACCESS_TOKEN",
        "holds a space or a character that no token has",
        "Copy the token again, on one line.");
    url = url.isBlank() ? META : url.strip();
    checkUrl(url);
    version = version.isBlank() ? CURRENT : version.strip();
    Settings.check(
        VERSION.matcher(version).matches(),
        "WHATSAPP_API_VERSION",
        "is not of the form v26.0",
        "Set it to a version of the Graph API such as v26.0, or leave it out.");
    for (String host : allowedHosts.split(",")) {
      Settings.check(
          host.isBlank() || HOST.matcher(host.strip()).matches(),
          "MEDIA_ALLOWED_HOSTS",
          "holds something that is no host name",
          "List host or host:port, comma-separated, without https://.");
    }
    checkLimits(maxBytes, maxBytesOf);
    maxBytesOf = Map.copyOf(maxBytesOf);
  }

  private static void checkUrl(String url) {
    String fix = "Set it to an address such as https://graph.facebook.com, without version.";
    try {
      URI parsed = URI.create(url);
      boolean web = "https".equals(parsed.getScheme()) || "http".equals(parsed.getScheme());
      Settings.check(
          web && Authority.of(parsed).filter(named -> named.userInfo() == null).isPresent(),
          "WHATSAPP_GRAPH_URL",
          "is not an http or https address",
          fix);
    } catch (IllegalArgumentException unreadable) {
      throw new InvalidSettingException("WHATSAPP_GRAPH_URL", "is no URL", fix);
    }
  }

  private static void checkLimits(long maxBytes, Map<String, Long> maxBytesOf) {
    Settings.check(
        maxBytes > 0,
        "MEDIA_MAX_BYTES",
        "is not positive",
        "Leave it out for 104857600 (100 MiB).");
    maxBytesOf.forEach(
        (kind, limit) ->
            Settings.check(
                limit >= 0,
                "MEDIA_MAX_BYTES_" + kind.toUpperCase(Locale.ROOT),
                "is negative",
                "Leave it out for the limit of MEDIA_MAX_BYTES."));
  }

  /** The largest file of a kind, in bytes. */
  long limit(String kind) {
    long own = maxBytesOf.getOrDefault(kind, 0L);
    return own > 0 ? Math.min(own, maxBytes) : maxBytes;
  }

  @Override
  public String toString() {
    return "GraphSettings[" + url + ", " + version + "]";
  }
}

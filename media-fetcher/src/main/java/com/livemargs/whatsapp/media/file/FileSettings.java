package com.livemargs.whatsapp.media.file;

import com.livemargs.whatsapp.events.settings.Settings;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Period;
import java.util.Locale;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where files lie and how long.
 *
 * @param dir on one file system; instances that share the work share it
 * @param publicUrl what stands before the path of a media URL; empty for the path alone
 * @param ttl ISO-8601, such as {@code P5Y}, from storing
 * @param minFreeBytes what stays free on the disk: below it nothing is fetched
 * @param sweepEvery pause between two sweeps
 */
@ConfigurationProperties("whatsapp.media.files")
public record FileSettings(
    Path dir,
    @DefaultValue("") String publicUrl,
    @DefaultValue(FIVE_YEARS) String ttl,
    @DefaultValue("16777216") long minFreeBytes,
    @DefaultValue("1m") Duration sweepEvery) {

  private static final String FIVE_YEARS = "P5Y";
  private static final Pattern URL = Pattern.compile("https?://[^\\s/?#@]+(/[^\\s?#]*)?");

  public FileSettings {
    Settings.check(
        !dir.toString().isBlank(),
        "MEDIA_DIR",
        "is empty",
        "Set it to a folder that the service may write to.");
    publicUrl = publicUrl.strip().replaceFirst("/+$", "");
    Settings.check(
        publicUrl.isEmpty() || URL.matcher(publicUrl).matches(),
        "PUBLIC_URL",
        "is not an http or https address",
        "Set it to the address that browsers use, such as https://chat.example.com, or leave it out.");
    ttl = normal(ttl.isBlank() ? FIVE_YEARS : ttl.strip());
    Settings.check(
        !ttl.isEmpty(),
        "MESSAGE_TTL",
        "is not a positive ISO-8601 duration",
        "Set it to a duration such as P5Y or P90D, or leave it out.");
    Settings.check(
        minFreeBytes >= 0, "MEDIA_MIN_FREE_BYTES", "is negative", "Leave it out for 16 MiB.");
  }

  // As PostgreSQL reads it, which knows neither small letters nor a sign in front. Empty if it is
  // not positive.
  private static String normal(String ttl) {
    try {
      if (ttl.toUpperCase(Locale.ROOT).contains("T")) {
        Duration time = Duration.parse(ttl);
        return time.isPositive() ? time.toString() : "";
      }
      Period days = Period.parse(ttl);
      return days.toTotalMonths() + days.getDays() > 0 ? days.toString() : "";
    } catch (DateTimeException unreadable) {
      return "";
    }
  }
}

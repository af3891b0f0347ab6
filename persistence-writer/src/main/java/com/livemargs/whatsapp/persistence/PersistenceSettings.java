package com.livemargs.whatsapp.persistence;

import com.livemargs.whatsapp.events.settings.InvalidSettingException;
import com.livemargs.whatsapp.events.settings.Settings;
import com.mongodb.ConnectionString;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAmount;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What persistence is told.
 *
 * @param mongodbUri without a database it means {@code whatsapp}
 * @param messageTtl how long everything stays, ISO-8601: a period such as P5Y or a duration such as
 *     PT10S, counted from storing
 * @param sweepInterval pause between sweeps of what expired, at most a minute
 * @param reconcileRange how far back the periodic comparison of both stores looks; zero for never
 * @param reconcileInterval how often it runs
 * @param reconcileSettle how long what is under way may differ before it counts as a gap
 * @param mediaUrlSecret signs links to files for readers with a join token, or null
 */
@ConfigurationProperties("whatsapp.persistence")
record PersistenceSettings(
    String mongodbUri,
    @DefaultValue("P5Y") String messageTtl,
    @DefaultValue("30s") Duration sweepInterval,
    @DefaultValue("P1D") Duration reconcileRange,
    @DefaultValue("1h") Duration reconcileInterval,
    @DefaultValue("5s") Duration reconcileSettle,
    @Nullable String mediaUrlSecret) {

  private static final Duration LONGEST_SETTLE = Duration.ofMinutes(1);
  private static final Duration SOON = Duration.ofMinutes(5);
  private static final String DATABASE = "whatsapp";
  private static final String MONGO_FIX = "Set it to mongodb://host:port/whatsapp.";
  private static final String TTL_FIX =
      "Set an ISO-8601 period or duration such as P5Y or PT12H, or leave it out for five years.";

  PersistenceSettings {
    Settings.required("MONGODB_URI", mongodbUri, MONGO_FIX);
    mongo(mongodbUri);
    TemporalAmount ttl = parse(messageTtl);
    Instant now = Instant.now();
    Settings.check(
        now.atZone(ZoneOffset.UTC).plus(ttl).toInstant().isAfter(now),
        "MESSAGE_TTL",
        "is not in the future",
        TTL_FIX);
    Settings.check(
        sweepInterval.isPositive() && sweepInterval.compareTo(Duration.ofMinutes(1)) <= 0,
        "EXPIRY_SWEEP_INTERVAL",
        "is not within a minute",
        "Leave it out for 30s.");
    Settings.check(
        !reconcileRange.isNegative(),
        "RECONCILE_RANGE",
        "is negative",
        "Set a duration such as P1D, PT0S for never, or leave it out for a day.");
    Settings.check(
        reconcileInterval.isPositive(),
        "RECONCILE_INTERVAL",
        "is not positive",
        "Set a duration such as PT1H, or leave it out for an hour.");
    Settings.check(
        reconcileSettle.isPositive() && reconcileSettle.compareTo(LONGEST_SETTLE) <= 0,
        "RECONCILE_SETTLE",
        "is not within a minute",
        "Set a duration such as PT5S, or leave it out for that.");
  }

  private static ConnectionString mongo(String uri) {
    try {
      return new ConnectionString(uri.strip());
    } catch (IllegalArgumentException wrong) {
      throw new InvalidSettingException("MONGODB_URI", "is not a MongoDB address", MONGO_FIX);
    }
  }

  private static TemporalAmount parse(String ttl) {
    String text = ttl.strip();
    try {
      return text.contains("T") || text.contains("t") ? Duration.parse(text) : Period.parse(text);
    } catch (DateTimeException wrong) {
      throw new InvalidSettingException(
          "MESSAGE_TTL", "is not an ISO-8601 amount of time", TTL_FIX);
    }
  }

  ConnectionString mongo() {
    return mongo(mongodbUri);
  }

  String mongoDatabase() {
    return Objects.requireNonNullElse(mongo().getDatabase(), DATABASE);
  }

  /**
   * How long after the start both stores are compared for the first time: an instance that is
   * replaced every day, or that was away, is not to wait for a whole interval.
   */
  Duration firstComparison() {
    return reconcileInterval.compareTo(SOON) < 0 ? reconcileInterval : SOON;
  }

  TemporalAmount ttl() {
    return parse(messageTtl);
  }

  /** The secret, or null where none is set. */
  @Nullable String mediaSecret() {
    return mediaUrlSecret == null || mediaUrlSecret.isBlank() ? null : mediaUrlSecret.strip();
  }

  @Override
  public String toString() {
    return "PersistenceSettings[***]";
  }
}

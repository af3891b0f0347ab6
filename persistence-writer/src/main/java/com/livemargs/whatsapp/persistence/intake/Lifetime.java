package com.livemargs.whatsapp.persistence.intake;

import com.livemargs.whatsapp.persistence.store.Span;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAmount;

/**
 * How long things stay, counted from when they are stored and not from Meta's time: old history
 * would vanish at birth.
 */
public final class Lifetime {

  private final TemporalAmount ttl;
  private final Clock clock;

  public Lifetime(TemporalAmount ttl, Clock clock) {
    this.ttl = ttl;
    this.clock = clock;
  }

  /** Of the same length, written as ISO-8601 has it. */
  public static Lifetime of(String length) {
    TemporalAmount ttl = length.contains("T") ? Duration.parse(length) : Period.parse(length);
    return new Lifetime(ttl, Clock.systemUTC());
  }

  /** As ISO-8601 has it. */
  public String length() {
    return ttl.toString();
  }

  /** From now on, in milliseconds, as both stores keep them. */
  Span fromNow() {
    return from(clock.instant().truncatedTo(ChronoUnit.MILLIS));
  }

  /** Of what is stored at a moment. */
  Span from(Instant moment) {
    return new Span(moment, end(moment));
  }

  /** When what is stored at a moment may go. */
  public Instant end(Instant moment) {
    return moment.atZone(ZoneOffset.UTC).plus(ttl).toInstant();
  }

  /** The present, as this lifetime is counted. */
  Instant now() {
    return clock.instant();
  }

  /** When what is stored now may go. */
  public Instant expiryOfNow() {
    return fromNow().expiresAt();
  }
}

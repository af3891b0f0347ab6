package com.livemargs.whatsapp.persistence.intake;

import java.time.Clock;
import java.time.Instant;
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

  /** From now on, in milliseconds, as both stores keep them. */
  Span fromNow() {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    return new Span(now, end(now));
  }

  /** The same as it was at a moment. */
  Lifetime asOf(Instant moment) {
    return new Lifetime(ttl, Clock.fixed(moment, ZoneOffset.UTC));
  }

  /** When what is stored at a moment may go. */
  public Instant end(Instant moment) {
    return moment.atZone(ZoneOffset.UTC).plus(ttl).toInstant();
  }

  /** Whether what was stored at a moment may be gone by now. */
  boolean isOver(Instant moment) {
    return !end(moment).isAfter(clock.instant());
  }

  /** When what is stored now may go. */
  public Instant expiryOfNow() {
    return fromNow().expiresAt();
  }

  /** When something is stored, and when it may go. */
  record Span(Instant storedAt, Instant expiresAt) {}
}

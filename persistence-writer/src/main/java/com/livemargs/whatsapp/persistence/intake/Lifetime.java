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
    return from(clock.instant());
  }

  /** As if stored at a moment. */
  Span from(Instant moment) {
    Instant stored = moment.truncatedTo(ChronoUnit.MILLIS);
    return new Span(stored, stored.atZone(ZoneOffset.UTC).plus(ttl).toInstant());
  }

  /** When what is stored at a moment may go. */
  public Instant end(Instant moment) {
    return from(moment).expiresAt();
  }

  /** Whether what was stored at a moment may be gone by now. */
  boolean isOver(Instant moment) {
    return !from(moment).expiresAt().isAfter(clock.instant());
  }

  /** When something is stored, and when it may go. */
  record Span(Instant storedAt, Instant expiresAt) {}
}

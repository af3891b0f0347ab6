package com.livemargs.whatsapp.persistence.store;

import java.time.Instant;

/** When something is stored, and when it may go. */
public record Span(Instant storedAt, Instant expiresAt) {

  /** Of two tellings of one thing the earlier counts: a repeat lengthens no stay. */
  public Span earlier(Span other) {
    return other.storedAt.isBefore(storedAt) ? other : this;
  }

  /** From the earlier beginning to the later end. */
  public Span joined(Span other) {
    Instant end = other.expiresAt.isAfter(expiresAt) ? other.expiresAt : expiresAt;
    return new Span(earlier(other).storedAt, end);
  }
}

package com.livemargs.whatsapp.persistence.reconcile;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A hash that does not mind the order in which things are added to it. */
public record Fingerprint(long value) {

  static final Fingerprint NONE = new Fingerprint(0);

  private static final long BASIS = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  /** Of values in their order; null differs from empty, times count in milliseconds. */
  public static Fingerprint of(@Nullable Object... values) {
    long hash = BASIS;
    for (Object value : values) {
      hash = hash(hash, value instanceof Instant at ? at.toEpochMilli() : value);
    }
    return new Fingerprint(hash);
  }

  /** Both. */
  public Fingerprint plus(Fingerprint other) {
    return new Fingerprint(value + other.value);
  }

  private static long hash(long start, @Nullable Object value) {
    long hash = start;
    String text = value == null ? "\u0001" : value + "\u0002";
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * PRIME;
    }
    return hash;
  }
}

package com.livemargs.whatsapp.outbound.ledger;

import java.util.Locale;

/** Where a send stands. */
public enum SendState {
  /** Accepted; no byte has left. */
  QUEUED,
  /** Handed to the network: it may have been accepted by Meta. */
  IN_FLIGHT,
  /** Accepted by Meta. */
  SENT,
  /** Definitely not accepted. */
  FAILED,
  /** The answer was lost; only a status or a person settles it. */
  UNKNOWN;

  /** The word in the ledger and on the wire. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Back from the word. */
  public static SendState of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  /** Whether the caller can be told an end, unknown included. */
  public boolean isDecided() {
    return switch (this) {
      case QUEUED, IN_FLIGHT -> false;
      case SENT, FAILED, UNKNOWN -> true;
    };
  }
}

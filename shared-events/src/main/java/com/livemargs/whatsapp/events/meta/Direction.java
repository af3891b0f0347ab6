package com.livemargs.whatsapp.events.meta;

/** Which way a message went, seen from the business. */
public enum Direction {
  INCOMING,
  OUTGOING;

  /** The word on the wire and in the stores. */
  public String wire() {
    return this == INCOMING ? "incoming" : "outgoing";
  }
}

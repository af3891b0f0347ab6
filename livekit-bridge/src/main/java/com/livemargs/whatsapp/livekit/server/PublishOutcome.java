package com.livemargs.whatsapp.livekit.server;

import java.util.Locale;

/** What became of one event for a room; the metric's tag is the name in lower case. */
public enum PublishOutcome {
  /** LiveKit took it for everyone who is in the room. */
  OK,
  /** Nobody is in the room: whoever joins reads it in the history. */
  NO_VIEWERS,
  /** Too old to be news: whoever joins reads it in the history. */
  STALE_SKIPPED,
  /** Imported from before: read in the history, and no room is made for it. */
  HISTORY_SKIPPED,
  /** LiveKit is known to be away. */
  AWAY_SKIPPED,
  /** LiveKit did not answer in time, several times. */
  FAILED,
  /** LiveKit refuses us: key, secret or request are wrong. */
  REFUSED;

  /** As a tag. */
  public String tag() {
    return name().toLowerCase(Locale.ROOT);
  }
}

package com.livemargs.whatsapp.livekit.show;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Tells what is still worth showing.
 *
 * @param staleAfter since its record was written
 */
record Freshness(Duration staleAfter, InstantSource clock) {

  boolean isOver(Instant written) {
    return written.isBefore(clock.instant().minus(staleAfter));
  }
}

package com.livemargs.whatsapp.outbound.pace;

import java.time.Duration;
import java.time.Instant;

/**
 * What one of our numbers may send at a moment.
 *
 * @param at the database's time of the moment
 * @param tokens sends in the bucket
 * @param people most sends that somebody waits for
 * @param all most sends in all: a part of the bucket is kept for people
 * @param trial whether the number is stopped and one send finds out whether it still is
 * @param next how long until there is another token
 */
public record Grant(
    String phoneNumberId,
    Instant at,
    double tokens,
    int people,
    int all,
    boolean trial,
    Duration next) {

  /** Whether nothing may go now. */
  public boolean isEmpty() {
    return people == 0 && all == 0;
  }
}

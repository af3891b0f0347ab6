package com.livemargs.whatsapp.simulator.recipient;

import java.time.Instant;

/** Messages a second over one business number. */
final class Throughput {

  private long second;
  private int used;

  synchronized boolean allows(int most, Instant now) {
    if (now.getEpochSecond() != second) {
      second = now.getEpochSecond();
      used = 0;
    }
    used++;
    return used <= most;
  }
}

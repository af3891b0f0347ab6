package com.livemargs.whatsapp.simulator.recipient;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Meta's limit for one business number and one person: a message every 6 s; up to 45 within 6 s are
 * borrowed from the time after.
 */
final class PairLimit {

  private static final Duration PACE = Duration.ofSeconds(6);
  private static final int BURST = 45;
  private static final int MOST_PAIRS = 100_000;

  private final Map<String, Pair> pairs = new LinkedHashMap<>();

  private record Pair(Instant burstBegan, int inBurst, Instant freeAgain) {}

  synchronized boolean allows(String recipient, Instant now) {
    Pair pair = pairs.get(recipient);
    if (pair == null || !now.isBefore(pair.freeAgain())) {
      pairs.put(recipient, new Pair(now, 1, now.plus(PACE)));
      forgetOldest();
      return true;
    }
    if (pair.inBurst() >= BURST || now.isAfter(pair.burstBegan().plus(PACE))) {
      return false;
    }
    pairs.put(recipient, borrowed(pair));
    return true;
  }

  private static Pair borrowed(Pair pair) {
    return new Pair(pair.burstBegan(), pair.inBurst() + 1, pair.freeAgain().plus(PACE));
  }

  private void forgetOldest() {
    if (pairs.size() > MOST_PAIRS) {
      pairs.remove(pairs.keySet().iterator().next());
    }
  }
}

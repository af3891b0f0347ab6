package com.livemargs.whatsapp.outbound.engine;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * For which of our numbers Meta refused this process' token (190). While a token is replaced, other
 * processes hold a good one: this one leaves them the sends, and finds out about its own ever more
 * rarely.
 */
final class TokenMemory {

  private static final Duration FIRST_REST = Duration.ofSeconds(1);
  private static final int DOUBLINGS = 6;

  private record Refusal(int times, long until, long at) {
    static Refusal after(int times) {
      long now = System.nanoTime();
      Duration rest = FIRST_REST.multipliedBy(1L << Math.clamp(times - 1, 0, DOUBLINGS));
      return new Refusal(times, now + rest.toNanos(), now);
    }

    Refusal again() {
      return isOver() ? after(times + 1) : new Refusal(times, until, System.nanoTime());
    }

    boolean isOver() {
      return System.nanoTime() - until >= 0;
    }
  }

  private final Map<String, Refusal> refusals = new ConcurrentHashMap<>();
  private final Set<String> told = ConcurrentHashMap.newKeySet();

  /** Meta refused the token. Many attempts that were under way together count as one. */
  void refused(String phoneNumberId) {
    refusals.merge(phoneNumberId, Refusal.after(0), (known, first) -> known.again());
  }

  /** It is written down that the token was refused, and somebody told of it where one waited. */
  void told(String phoneNumberId) {
    told.add(phoneNumberId);
  }

  /** Whether that was so since the token was taken last. */
  boolean isTold(String phoneNumberId) {
    return told.contains(phoneNumberId);
  }

  /**
   * Meta took the token, whatever else it said. Of an attempt that began before Meta refused it,
   * that says nothing of now.
   *
   * @param begun in {@link System#nanoTime()}
   */
  void taken(String phoneNumberId, long begun) {
    Refusal later =
        refusals.computeIfPresent(
            phoneNumberId, (same, known) -> begun - known.at() < 0 ? known : null);
    if (later == null) {
      told.remove(phoneNumberId);
    }
  }

  /** Whether this process leaves the number's sends to others for now. */
  boolean rests(String phoneNumberId) {
    Refusal refusal = refusals.get(phoneNumberId);
    return refusal != null && !refusal.isOver();
  }
}

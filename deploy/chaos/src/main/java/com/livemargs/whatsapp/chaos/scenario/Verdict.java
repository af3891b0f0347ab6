package com.livemargs.whatsapp.chaos.scenario;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Whether a promise was kept in a scenario.
 *
 * @param promise which
 * @param claim what was looked at, in a sentence
 * @param finding whether it held, where that could be told
 * @param figures counts by name, in the order to be shown
 */
public record Verdict(Promise promise, String claim, Finding finding, Map<String, Object> figures) {

  /** A verdict with figures given as names and values in turn. */
  public static Verdict of(Promise promise, String claim, boolean kept, Object... figures) {
    return of(promise, claim, kept ? Finding.KEPT : Finding.BROKEN, figures);
  }

  /** A verdict that may also be that nothing can be told. */
  public static Verdict of(Promise promise, String claim, Finding finding, Object... figures) {
    Map<String, Object> named = new LinkedHashMap<>();
    for (int i = 0; i + 1 < figures.length; i += 2) {
      named.put(String.valueOf(figures[i]), figures[i + 1]);
    }
    return new Verdict(promise, claim, finding, named);
  }

  /** A verdict that holds when every count that is an {@code int} is none; others are told only. */
  static Verdict none(Promise promise, String claim, Object... figures) {
    boolean kept = true;
    for (int i = 1; i < figures.length; i += 2) {
      kept &= !(figures[i] instanceof Integer count) || count == 0;
    }
    return of(promise, claim, kept, figures);
  }

  /** Whether it did not hold. */
  public boolean broken() {
    return finding == Finding.BROKEN;
  }
}

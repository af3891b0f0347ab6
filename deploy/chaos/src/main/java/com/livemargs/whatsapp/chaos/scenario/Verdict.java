package com.livemargs.whatsapp.chaos.scenario;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Whether a promise was kept in a scenario.
 *
 * @param promise which
 * @param claim what was looked at, in a sentence
 * @param kept whether it held
 * @param figures counts by name, in the order to be shown
 */
public record Verdict(Promise promise, String claim, boolean kept, Map<String, Object> figures) {

  /** A verdict with figures given as names and values in turn. */
  public static Verdict of(Promise promise, String claim, boolean kept, Object... figures) {
    Map<String, Object> named = new LinkedHashMap<>();
    for (int i = 0; i + 1 < figures.length; i += 2) {
      named.put(String.valueOf(figures[i]), figures[i + 1]);
    }
    return new Verdict(promise, claim, kept, named);
  }
}

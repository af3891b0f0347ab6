package com.livemargs.whatsapp.chaos.report;

import com.livemargs.whatsapp.chaos.scenario.Finding;
import com.livemargs.whatsapp.chaos.scenario.Promise;
import com.livemargs.whatsapp.chaos.scenario.Verdict;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A line for every promise there is: one that nobody looked at must not look like a kept one. */
final class Promises {

  private static final Map<Promise, String> ELSEWHERE =
      Map.of(
          Promise.P18, "not applicable: no caller-given URL is ever fetched (`ForbiddenUrlsTest`)");

  private Promises() {}

  static void table(List<Outcome> outcomes, List<String> lines) {
    Map<Promise, Set<Finding>> found = found(outcomes);
    lines.add("| promise | | verdict |");
    lines.add("| --- | --- | --- |");
    for (Promise promise : Promise.values()) {
      String verdict = word(promise, found.getOrDefault(promise, Set.of()));
      lines.add("| %s | %s | %s |".formatted(promise, promise.words(), verdict));
    }
    lines.add("");
  }

  private static Map<Promise, Set<Finding>> found(List<Outcome> outcomes) {
    Map<Promise, Set<Finding>> found = new EnumMap<>(Promise.class);
    for (Outcome outcome : outcomes) {
      for (Verdict verdict : outcome.verdicts()) {
        found
            .computeIfAbsent(verdict.promise(), promise -> EnumSet.noneOf(Finding.class))
            .add(verdict.finding());
      }
    }
    return found;
  }

  private static String word(Promise promise, Set<Finding> found) {
    if (found.isEmpty()) {
      return ELSEWHERE.getOrDefault(promise, "not tested in this run");
    }
    if (found.contains(Finding.BROKEN)) {
      return Finding.BROKEN.word();
    }
    if (found.contains(Finding.KEPT)) {
      return found.contains(Finding.NOT_TESTED) ? "kept, not tested in part" : Finding.KEPT.word();
    }
    return "not tested in this run";
  }
}

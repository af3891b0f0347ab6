package com.livemargs.whatsapp.chaos.report;

import com.livemargs.whatsapp.chaos.scenario.Trial;
import com.livemargs.whatsapp.chaos.scenario.Verdict;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * What one scenario did and found.
 *
 * @param done what was done to the system, counted by name
 */
public record Outcome(
    String scenario, long seconds, Map<String, Long> done, List<Verdict> verdicts) {

  /** Of a trial that has ended. */
  public static Outcome of(String scenario, Trial trial, List<Verdict> verdicts, long nanos) {
    Map<String, Long> done = new TreeMap<>();
    trial.done().forEach((what, times) -> done.put(what, times.sum()));
    return new Outcome(scenario, TimeUnit.NANOSECONDS.toSeconds(nanos), done, verdicts);
  }
}

package com.livemargs.whatsapp.chaos.report;

import com.livemargs.whatsapp.chaos.scenario.Promise;
import com.livemargs.whatsapp.chaos.scenario.Verdict;
import com.livemargs.whatsapp.events.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The end of a run, for people ({@code report.md}) and for programs ({@code report.json}). */
public final class Report {

  private static final Logger log = LoggerFactory.getLogger(Report.class);

  private final Surroundings surroundings;
  private final List<Outcome> outcomes;

  public Report(Surroundings surroundings, List<Outcome> outcomes) {
    this.surroundings = surroundings;
    this.outcomes = List.copyOf(outcomes);
  }

  /**
   * Writes both.
   *
   * @return whether every promise was kept
   */
  public boolean write(Path folder) throws IOException {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("run", surroundings);
    all.put("kept", kept());
    all.put("scenarios", outcomes);
    Files.write(folder.resolve("report.json"), Json.MAPPER.writeValueAsBytes(all));
    String text = markdown();
    Files.writeString(folder.resolve("report.md"), text);
    log.atInfo().log("\n{}", text);
    return kept();
  }

  private boolean kept() {
    return outcomes.stream().flatMap(it -> it.verdicts().stream()).allMatch(Verdict::kept);
  }

  /** The text. */
  String markdown() {
    List<String> lines = new ArrayList<>();
    lines.add("# What was destroyed, and what was left");
    lines.add("");
    lines.add(
        "%s, commit `%s`, %d cores and %d GiB (%s), tier %s, %d minutes, seed %d: **%s**."
            .formatted(
                surroundings.date(),
                surroundings.commit(),
                surroundings.processors(),
                surroundings.memoryGib(),
                surroundings.system(),
                surroundings.tier().toLowerCase(java.util.Locale.ROOT),
                surroundings.minutes(),
                surroundings.seed(),
                kept() ? "every promise below was kept" : "promises were broken"));
    lines.add("");
    summary(lines);
    outcomes.forEach(outcome -> section(lines, outcome));
    return String.join("\n", lines) + "\n";
  }

  private void summary(List<String> lines) {
    Map<Promise, Boolean> promises = new TreeMap<>();
    outcomes.stream()
        .flatMap(outcome -> outcome.verdicts().stream())
        .forEach(it -> promises.merge(it.promise(), it.kept(), Boolean::logicalAnd));
    lines.add("| promise | | verdict |");
    lines.add("| --- | --- | --- |");
    promises.forEach(
        (promise, kept) ->
            lines.add(
                "| %s | %s | %s |"
                    .formatted(promise, promise.words(), kept ? "kept" : "**BROKEN**")));
    lines.add("");
  }

  private static void section(List<String> lines, Outcome outcome) {
    lines.add("## %s (%d s)".formatted(outcome.scenario(), outcome.seconds()));
    lines.add("");
    if (!outcome.done().isEmpty()) {
      lines.add("| what was done to it | times |");
      lines.add("| --- | --- |");
      outcome.done().forEach((what, times) -> lines.add("| %s | %d |".formatted(what, times)));
      lines.add("");
    }
    lines.add("| promise | claim | figures | verdict |");
    lines.add("| --- | --- | --- | --- |");
    outcome.verdicts().forEach(verdict -> lines.add(row(verdict)));
    lines.add("");
  }

  private static String row(Verdict verdict) {
    String figures =
        verdict.figures().entrySet().stream()
            .map(figure -> figure.getKey() + ": " + figure.getValue())
            .collect(Collectors.joining("<br>"));
    return "| %s | %s | %s | %s |"
        .formatted(
            verdict.promise(), verdict.claim(), figures, verdict.kept() ? "kept" : "**BROKEN**");
  }
}

package com.livemargs.whatsapp.chaos.report;

import com.livemargs.whatsapp.chaos.scenario.Verdict;
import com.livemargs.whatsapp.events.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
   * @return whether no promise was broken
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
    return outcomes.stream().flatMap(it -> it.verdicts().stream()).noneMatch(Verdict::broken);
  }

  /** The text. */
  String markdown() {
    List<String> lines = new ArrayList<>();
    lines.add("# What was destroyed, and what was left");
    lines.add("");
    lines.add(head());
    lines.add("");
    lines.add(seconds());
    lines.add("");
    Promises.table(outcomes, lines);
    outcomes.forEach(outcome -> section(lines, outcome));
    return String.join("\n", lines) + "\n";
  }

  private String head() {
    return "%s, commit `%s`, %d cores and %d GiB (%s), tier %s, %d minutes, seed %d: **%s**."
        .formatted(
            surroundings.date(),
            surroundings.commit(),
            surroundings.processors(),
            surroundings.memoryGib(),
            surroundings.system(),
            surroundings.tier().toLowerCase(Locale.ROOT),
            surroundings.minutes(),
            surroundings.seed(),
            kept() ? "every promise that was tested was kept" : "promises were broken");
  }

  private String seconds() {
    return outcomes.stream()
        .map(outcome -> "%s %d".formatted(outcome.scenario(), outcome.seconds()))
        .collect(Collectors.joining(", ", "Seconds: ", "."));
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
    if (outcome.verdicts().isEmpty()) {
      lines.add("Nothing to judge.");
    } else {
      lines.add("| promise | claim | figures | verdict |");
      lines.add("| --- | --- | --- | --- |");
    }
    outcome.verdicts().forEach(verdict -> lines.add(row(verdict)));
    lines.add("");
  }

  private static String row(Verdict verdict) {
    String figures =
        verdict.figures().entrySet().stream()
            .map(figure -> figure.getKey() + ": " + figure.getValue())
            .collect(Collectors.joining("<br>"));
    return "| %s | %s | %s | %s |"
        .formatted(verdict.promise(), verdict.claim(), figures, verdict.finding().word());
  }
}

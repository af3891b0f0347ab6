package com.livemargs.whatsapp.control;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Looks after files that are late or were given up; the media fetcher answers. */
@Command(name = "media", description = "Files that are late or were given up.")
public final class MediaCommand implements Runnable {

  private static final List<String> COLUMNS = List.of("state", "reason", "files", "oldestTime");

  @ParentCommand private @Nullable Control control;
  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        Objects.requireNonNull(spec).commandLine(), "Name requeue.");
  }

  @Command(description = "Has late files fetched now, and those that were given up once more.")
  public int requeue(
      @Option(names = "--state", description = "pending, unavailable or all (default).")
          @Nullable String state,
      @Option(names = "--reason", description = "expired, hash-mismatch or too-large.")
          @Nullable String reason,
      @Option(names = "--from", description = "Came since, such as 2026-11-24T01:00:00Z.")
          @Nullable String from,
      @Option(names = "--to", description = "Came before.") @Nullable String to,
      @Option(names = "--limit", description = "At most so many, 100 by default.")
          @Nullable Integer limit,
      @Option(names = "--yes", description = "Do it; without, only tell.") boolean yes) {
    Map<String, Object> order = new LinkedHashMap<>();
    put(order, "state", state);
    put(order, "reason", reason);
    put(order, "from", from);
    put(order, "to", to);
    put(order, "limit", limit);
    order.put("dryRun", !yes);
    return report(Objects.requireNonNull(control).operators().post("/media/requeue", order));
  }

  private static void put(Map<String, Object> order, String name, @Nullable Object value) {
    if (value != null) {
      order.put(name, value);
    }
  }

  private int report(JsonNode report) {
    Output output = Objects.requireNonNull(control).output(Objects.requireNonNull(spec));
    if (!output.json(report)) {
      output.table(report.path("files"), COLUMNS);
      String done = report.path("done").asString();
      output.say(
          report.path("dryRun").asBoolean()
              ? done + " would be fetched; --yes does it."
              : done + " are fetched now.");
      if (report.path("more").asBoolean()) {
        output.say("There are more: raise --limit, or run it again.");
      }
    }
    return ExitCodes.ofSome(report);
  }
}

package com.livemargs.whatsapp.control;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Has both stores compared, and repaired. */
@Command(
    name = "reconcile",
    description =
        "Compares PostgreSQL, MongoDB and the log; with --fix --yes repairs from the log.")
final class ReconcileCommand implements Callable<Integer> {

  private static final List<String> COLUMNS =
      List.of(
          "inPostgres",
          "inMongo",
          "missingInPostgres",
          "missingInMongo",
          "different",
          "missingInBoth",
          "repaired",
          "left");

  @ParentCommand private @Nullable Control control;
  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--from", description = "Said since, such as 2026-11-24T01:00:00Z; a day ago.")
  private @Nullable String from;

  @Option(names = "--to", description = "Said before; now.")
  private @Nullable String to;

  @Option(names = "--fix", description = "Repair what differs; needs --yes.")
  private boolean fix;

  @Option(names = "--yes", description = "Do it; without, only compare.")
  private boolean yes;

  @Override
  public Integer call() {
    Control here = Objects.requireNonNull(control);
    String query = "?fix=" + (fix && yes) + parameter("from", from) + parameter("to", to);
    JsonNode found = here.operators().post("/reconcile" + query, List.of());
    Output output = here.output(Objects.requireNonNull(spec));
    if (!output.json(found)) {
      output.table(Service.JSON.createArrayNode().add(found), COLUMNS);
      if (fix && !yes) {
        output.say("Compared only; --yes repairs.");
      }
      if (isCutShort(found)) {
        output.say(
            fix && yes ? "There are more: run it again." : "There are more than were looked at.");
      }
    }
    return found.path("left").asInt() > 0 || isCutShort(found) ? ExitCodes.LEFT : ExitCodes.DONE;
  }

  // The search ended with as many as are repaired at a time.
  private static boolean isCutShort(JsonNode found) {
    return found.path("more").asBoolean();
  }

  private static String parameter(String name, @Nullable String value) {
    return value == null ? "" : "&" + name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}

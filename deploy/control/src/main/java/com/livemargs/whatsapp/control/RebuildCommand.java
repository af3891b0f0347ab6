package com.livemargs.whatsapp.control;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Has a store filled from the log, and shows how far that came. */
@Command(
    name = "rebuild",
    description =
        "Fills an empty store from the log; without a store shows rebuilds, those too that ended with their process.")
final class RebuildCommand implements Callable<Integer> {

  private static final List<String> COLUMNS =
      List.of("id", "store", "state", "startedAt", "records", "skipped", "left");

  @ParentCommand private @Nullable Control control;
  @Spec private @Nullable CommandSpec spec;

  @Parameters(arity = "0..1", paramLabel = "STORE", description = "mongodb or postgresql.")
  private @Nullable String store;

  @Option(names = "--id", description = "Of a rebuild to go on with.")
  private @Nullable String id;

  @Option(names = "--yes", description = "Do it; without, only tell.")
  private boolean yes;

  @Override
  public Integer call() {
    Control here = Objects.requireNonNull(control);
    Output output = here.output(Objects.requireNonNull(spec));
    if (store != null && !yes) {
      output.say("The log would be read from its beginning into " + store + "; --yes does it.");
      return ExitCodes.DONE;
    }
    JsonNode shown = store == null ? here.operators().get("/rebuild") : begin(here, store);
    if (!output.json(shown)) {
      output.table(rows(shown), COLUMNS);
    }
    return code(rows(shown));
  }

  private static JsonNode rows(JsonNode shown) {
    return shown.isArray() ? shown : Service.JSON.createArrayNode().add(shown);
  }

  // What failed is worse than what is left.
  private static int code(JsonNode rebuilds) {
    int code = ExitCodes.DONE;
    for (JsonNode rebuild : rebuilds) {
      switch (rebuild.path("state").asString("")) {
        case "FAILED" -> {
          return ExitCodes.REFUSED;
        }
        case "STOPPED", "INTERRUPTED" -> code = ExitCodes.LEFT;
        case "DONE" -> code = rebuild.path("skipped").asLong(0) > 0 ? ExitCodes.LEFT : code;
        default -> {}
      }
    }
    return code;
  }

  private JsonNode begin(Control here, String store) {
    Map<String, Object> order = new LinkedHashMap<>(Map.of("store", store));
    if (id != null) {
      order.put("id", id);
    }
    return here.operators().post("/rebuild", order);
  }
}

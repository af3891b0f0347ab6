package com.livemargs.whatsapp.control;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** What is done with records that were put aside, for one base path. */
public abstract class LetterCommand implements Runnable {

  private static final List<String> COLUMNS =
      List.of("topic", "partition", "offset", "time", "state", "attempts", "key", "reason");
  private static final List<String> COUNTS =
      List.of("topic", "records", "open", "replayed", "discarded");

  @ParentCommand private @Nullable Control control;
  @Spec private @Nullable CommandSpec spec;

  /** Dead letters of all groups; any service answers. */
  @Command(name = "dead-letters", description = "Records that a group could not digest.")
  public static final class DeadLetters extends LetterCommand {
    @Override
    String base() {
      return "/dead-letters";
    }
  }

  /** The quarantine; the ingress answers. */
  @Command(name = "quarantine", description = "Webhooks that could not be split or routed.")
  public static final class Quarantine extends LetterCommand {
    @Override
    String base() {
      return "/quarantine";
    }
  }

  abstract String base();

  /** Which records. */
  public static final class Filter {

    @Option(names = "--topic", description = "Only of this topic.")
    private @Nullable String topic;

    @Option(names = "--reason", description = "Only those whose reason contains this.")
    private @Nullable String reason;

    @Option(names = "--from", description = "Put aside since, such as 2026-11-24T01:00:00Z.")
    private @Nullable String from;

    @Option(names = "--to", description = "Put aside before.")
    private @Nullable String to;

    @Option(names = "--partition")
    private @Nullable Integer partition;

    @Option(names = "--offset", description = "One record; needs --topic and --partition.")
    private @Nullable Long offset;

    @Option(names = "--state", description = "open (default), replayed, discarded or all.")
    private @Nullable String state;

    @Option(names = "--limit", description = "At most so many, 100 by default.")
    private @Nullable Integer limit;

    Map<String, Object> members() {
      Map<String, Object> members = new LinkedHashMap<>();
      put(members, "topic", topic);
      put(members, "reason", reason);
      put(members, "from", from);
      put(members, "to", to);
      put(members, "partition", partition);
      put(members, "offset", offset);
      put(members, "state", state);
      put(members, "limit", limit);
      return members;
    }

    private static void put(Map<String, Object> members, String name, @Nullable Object value) {
      if (value != null) {
        members.put(name, value);
      }
    }

    String query() {
      return members().entrySet().stream()
          .map(one -> one.getKey() + "=" + encoded(one.getValue().toString()))
          .collect(Collectors.joining("&", "?", ""));
    }
  }

  @Override
  public void run() {
    JsonNode counts = control().operators().get(base());
    Output output = output();
    if (!output.json(counts)) {
      output.table(counts, COUNTS);
    }
  }

  @Command(description = "Lists records; nothing of a customer is shown.")
  public int list(@Mixin Filter filter) {
    JsonNode page = control().operators().get(base() + "/records" + filter.query());
    Output output = output();
    if (!output.json(page)) {
      output.table(page.path("letters"), COLUMNS);
      more(output, page);
    }
    return ExitCodes.DONE;
  }

  @Command(description = "Shows one record with everything in it.")
  public int show(
      @Parameters(paramLabel = "TOPIC") String topic,
      @Parameters(paramLabel = "PARTITION") int partition,
      @Parameters(paramLabel = "OFFSET") long offset) {
    String path = base() + "/records/" + encoded(topic) + "/" + partition + "/" + offset;
    JsonNode record = control().operators().get(path);
    Output output = output();
    if (!output.json(record)) {
      record
          .propertyStream()
          .forEach(one -> output.say(one.getKey() + ": " + shown(one.getValue())));
    }
    return ExitCodes.DONE;
  }

  @Command(description = "Brings records back to the group that could not digest them.")
  public int replay(
      @Mixin Filter filter,
      @Option(names = "--rate", description = "Records a second, 50 by default.")
          @Nullable Integer rate,
      @Option(names = "--yes", description = "Do it; without, only tell.") boolean yes) {
    Map<String, Object> order = filter.members();
    order.put("dryRun", !yes);
    if (rate != null) {
      order.put("ratePerSecond", rate);
    }
    return report(control().operators().post(base() + "/replay", order), "replayed");
  }

  @Command(description = "Gives records up, with a reason.")
  public int discard(
      @Mixin Filter filter,
      @Option(names = "--why", required = true, description = "The reason, kept with it.")
          String why,
      @Option(names = "--yes", description = "Do it; without, only tell.") boolean yes) {
    Map<String, Object> order = filter.members();
    order.put("dryRun", !yes);
    order.put("why", why);
    return report(control().operators().post(base() + "/discard", order), "discarded");
  }

  private int report(JsonNode report, String done) {
    Output output = output();
    if (!output.json(report)) {
      boolean dry = report.path("dryRun").asBoolean();
      output.table(report.path("letters"), COLUMNS);
      output.say(
          dry
              ? report.path("done").asInt() + " would be " + done + "; --yes does it."
              : report.path("done").asInt() + " " + done + ", " + left(report));
      report.path("refusals").forEach(refusal -> output.say(refused(refusal)));
      more(output, report);
    }
    return report.path("refused").asInt() > 0 ? ExitCodes.LEFT : ExitCodes.ofSome(report);
  }

  private static String left(JsonNode report) {
    return report.path("refused").asInt() + " refused and still open.";
  }

  private static String refused(JsonNode refusal) {
    return "%s %d %d: %s"
        .formatted(
            refusal.path("topic").asString(""),
            refusal.path("partition").asInt(),
            refusal.path("offset").asLong(),
            refusal.path("why").asString(""));
  }

  private static void more(Output output, JsonNode page) {
    if (page.path("more").asBoolean()) {
      output.say("There are more: raise --limit, or run it again.");
    }
  }

  private static String shown(JsonNode value) {
    return value.isString() ? value.asString() : value.toString();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private Control control() {
    return java.util.Objects.requireNonNull(control);
  }

  private Output output() {
    return control().output(java.util.Objects.requireNonNull(spec));
  }
}

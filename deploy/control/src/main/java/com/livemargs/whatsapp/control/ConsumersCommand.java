package com.livemargs.whatsapp.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Consumer groups in every process that is named: how they stand, to be paused and resumed. */
@Command(
    name = "consumers",
    description = "Consumer groups of the processes at all addresses of --url.")
public final class ConsumersCommand implements Callable<Integer> {

  private static final String PATH = "/consumers";
  private static final List<String> COLUMNS =
      List.of("address", "group", "state", "partitions", "pausedAt");

  @ParentCommand private @Nullable Control control;
  @Spec private @Nullable CommandSpec spec;

  private int code = ExitCodes.DONE;

  /** What one process says of one group. */
  private record Member(Service process, JsonNode group) {}

  @Override
  public Integer call() {
    show(members());
    return code;
  }

  @Command(description = "Has a group take no more records; what it has in hand is finished.")
  public int pause(
      @Parameters(paramLabel = "GROUP") String group,
      @Option(names = "--yes", description = "Do it; without, only tell.") boolean yes) {
    return change(group, "pause", "paused", yes);
  }

  @Command(description = "Has a group that was paused go on where it stopped.")
  public int resume(
      @Parameters(paramLabel = "GROUP") String group,
      @Option(names = "--yes", description = "Do it; without, only tell.") boolean yes) {
    return change(group, "resume", "resumed", yes);
  }

  private int change(String group, String action, String done, boolean yes) {
    List<Member> of = members().stream().filter(member -> isOf(group, member)).toList();
    if (of.isEmpty() && code == ExitCodes.DONE) {
      throw new ControlException(
          ExitCodes.REFUSED,
          "No process there runs this group. Look at the list, and name all addresses with --url.");
    }
    if (!yes) {
      show(of);
      output().say("It would be " + done + " there; --yes does it.");
      return code;
    }
    String path = PATH + "/" + group + "/" + action;
    show(of.stream().flatMap(member -> changed(member, path).stream()).toList());
    return code;
  }

  private List<Member> changed(Member member, String path) {
    return asked(
        member.process(), process -> List.of(new Member(process, process.post(path, List.of()))));
  }

  private static boolean isOf(String group, Member member) {
    return member.group().path("group").asString("").equals(group);
  }

  private List<Member> members() {
    return here().processes().stream()
        .flatMap(process -> asked(process, ConsumersCommand::membersAt).stream())
        .toList();
  }

  private static List<Member> membersAt(Service process) {
    List<Member> members = new ArrayList<>();
    process.get(PATH).forEach(group -> members.add(new Member(process, group)));
    return members;
  }

  // One process that is away keeps nobody from the others.
  private List<Member> asked(Service process, Function<Service, List<Member>> question) {
    try {
      return question.apply(process);
    } catch (ControlException failed) {
      Objects.requireNonNull(spec).commandLine().getErr().println(failed.getMessage());
      code = failed.exitCode();
      return List.of();
    }
  }

  private void show(List<Member> members) {
    ArrayNode rows = Service.JSON.createArrayNode();
    for (Member member : members) {
      ObjectNode row = rows.addObject().put("address", member.process().url());
      row.setAll((ObjectNode) member.group());
    }
    Output output = output();
    if (!output.json(rows)) {
      output.table(rows, COLUMNS);
      rows.valueStream()
          .map(row -> row.path("lasts").asString(""))
          .filter(words -> !words.isEmpty())
          .distinct()
          .forEach(words -> output.say("Paused: " + words));
    }
  }

  private Control here() {
    return Objects.requireNonNull(control);
  }

  private Output output() {
    return here().output(Objects.requireNonNull(spec));
  }
}

package com.livemargs.whatsapp.control;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Looks after sends on the public port, with an API key. */
@Command(name = "outbound", description = "Sends that wait, or whose outcome is unknown.")
public final class OutboundCommand implements Runnable {

  // Not whom they are for: --json shows that.
  private static final List<String> COLUMNS =
      List.of("messageId", "state", "reason", "waitingFor", "dueAt", "attempts", "timestamp");
  private static final String PATH = "/whatsapp/outbound";

  @ParentCommand private @Nullable Control control;
  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        Objects.requireNonNull(spec).commandLine(),
        "Name one of unknown, queue, resolve, resend, cancel.");
  }

  @Command(description = "Lists sends whose answer was lost, oldest first.")
  public int unknown() {
    return list("unknown");
  }

  @Command(description = "Lists sends that have not ended, oldest first.")
  public int queue() {
    return list("pending");
  }

  @Command(description = "Settles an unknown send by hand.")
  public int resolve(
      @Parameters(paramLabel = "MESSAGE_ID") String id,
      @Option(names = "--sent", description = "It arrived, under this id of WhatsApp's.")
          @Nullable String wamid,
      @Option(names = "--failed", description = "It did not arrive.") boolean failed,
      @Option(names = "--yes", description = "Do it; without, only tell.") boolean yes) {
    if ((wamid == null) == !failed) {
      throw new ControlException(ExitCodes.USAGE, "Name one of --sent WAMID and --failed.");
    }
    Map<String, Object> body =
        wamid == null
            ? Map.of("state", "failed")
            : Map.of("state", "sent", "whatsappMessageId", wamid);
    return yes ? changed(here().sender().post(place(id) + "/resolve", body)) : told("settled");
  }

  @Command(description = "Sends an unknown send once more: the customer may get it twice.")
  public int resend(
      @Parameters(paramLabel = "MESSAGE_ID") String id,
      @Option(names = "--yes", description = "Do it; without, only tell.") boolean yes) {
    return yes
        ? changed(here().sender().post(place(id) + "/resend", Map.of()))
        : told("sent once more");
  }

  @Command(description = "Takes a send out of the queue.")
  public int cancel(
      @Parameters(paramLabel = "MESSAGE_ID") String id,
      @Option(names = "--yes", description = "Do it; without, only tell.") boolean yes) {
    return yes ? changed(here().sender().delete(place(id))) : told("cancelled");
  }

  private int list(String state) {
    Service sender = here().sender();
    String path = PATH + "?state=" + state;
    JsonNode first = sender.get(path);
    Stream<JsonNode> more =
        Stream.iterate(
                first, page -> !page.isEmpty(), page -> sender.get(path + "&after=" + last(page)))
            .skip(1);
    output().pages(Stream.concat(Stream.of(first), more), COLUMNS);
    return ExitCodes.DONE;
  }

  private static String last(JsonNode page) {
    return page.path(page.size() - 1).path("messageId").asString("");
  }

  private static String place(String id) {
    if (!id.matches("[0-9a-fA-F-]{36}")) {
      throw new ControlException(ExitCodes.USAGE, "That is no messageId. Copy it from the list.");
    }
    return PATH + "/" + id;
  }

  private int told(String what) {
    output().say("It would be " + what + "; --yes does it.");
    return ExitCodes.DONE;
  }

  private int changed(JsonNode send) {
    Output output = output();
    if (!output.json(send)) {
      output.table(Service.JSON.createArrayNode().add(send), COLUMNS);
    }
    return ExitCodes.DONE;
  }

  private Control here() {
    return Objects.requireNonNull(control);
  }

  private Output output() {
    return here().output(Objects.requireNonNull(spec));
  }
}

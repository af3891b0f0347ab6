package com.livemargs.whatsapp.control;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command line; every effect waits for {@code --yes}. */
@Command(
    name = "control",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    version = "0.1.0",
    description = "Looks after what needs a person. Nothing is changed without --yes.",
    subcommands = {
      LetterCommand.DeadLetters.class,
      LetterCommand.Quarantine.class,
      ReconcileCommand.class,
      RebuildCommand.class,
      OutboundCommand.class,
      MediaCommand.class,
      CommandLine.HelpCommand.class
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done, or shown",
      "1:the service refused or failed; its words are on the error output",
      "2:the command line, a key or an address is wrong or missing",
      "3:nothing answers at the address",
      "4:done, and something is left: no place to go, stores that still differ"
    },
    footer = {
      "",
      "Environment, .env or .data/secrets.env: WHATSAPP_ADMIN_KEY (else the first of",
      "WHATSAPP_ADMIN_KEYS), WHATSAPP_ADMIN_URL, and for sends WHATSAPP_API_KEY, WHATSAPP_URL."
    })
public final class Control implements Runnable {

  private static final String ADMIN_URL = "http://127.0.0.1:9080";
  private static final String PUBLIC_URL = "http://127.0.0.1:8080";

  @Option(names = "--json", scope = ScopeType.INHERIT, description = "Show the answer as JSON.")
  private boolean json;

  @Option(
      names = "--url",
      scope = ScopeType.INHERIT,
      description =
          "Address of the service: the operators' (WHATSAPP_ADMIN_URL, http://127.0.0.1:9080), for"
              + " sends the public one (WHATSAPP_URL, http://127.0.0.1:8080).")
  private @Nullable String url;

  @Spec private @Nullable CommandSpec spec;

  private final Surroundings surroundings;

  Control(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** Runs one command and exits with its code. */
  public static void main(String[] arguments) {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    Surroundings here = new Surroundings(System.getenv(), Path.of(""));
    System.exit(commandLine(here).setOut(out).setErr(err).execute(arguments));
  }

  static CommandLine commandLine(Surroundings surroundings) {
    return new CommandLine(new Control(surroundings))
        .setExecutionExceptionHandler(Control::explain)
        .setCaseInsensitiveEnumValuesAllowed(true);
  }

  @Override
  public void run() {
    if (spec != null) {
      throw new CommandLine.ParameterException(spec.commandLine(), "Name a command.");
    }
  }

  /** Where operators are answered. */
  Service operators() {
    return new Service(
        address("WHATSAPP_ADMIN_URL", ADMIN_URL),
        surroundings.key("WHATSAPP_ADMIN_KEY", "WHATSAPP_ADMIN_KEYS"));
  }

  /** The public port, where sends are looked after. */
  Service sender() {
    return new Service(
        address("WHATSAPP_URL", PUBLIC_URL),
        surroundings.key("WHATSAPP_API_KEY", "WHATSAPP_API_KEYS"));
  }

  private String address(String variable, String usual) {
    return url != null ? url : surroundings.find(variable).orElse(usual);
  }

  Output output(CommandSpec command) {
    return new Output(command.commandLine().getOut(), json);
  }

  private static int explain(
      Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
    command.getErr().println(failure.getMessage() == null ? failure : failure.getMessage());
    return failure instanceof ControlException known ? known.exitCode() : ExitCodes.REFUSED;
  }
}

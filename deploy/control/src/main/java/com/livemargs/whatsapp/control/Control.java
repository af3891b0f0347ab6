package com.livemargs.whatsapp.control;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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
      ConsumersCommand.class,
      OutboundCommand.class,
      MediaCommand.class,
      CommandLine.HelpCommand.class
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done, or shown",
      "1:the service refused or failed, its words are on the error output; a rebuild failed",
      "2:the command line, a key or an address is wrong or missing",
      "3:nothing answers at the address, or not in time",
      "4:done, and something is left: records that were refused, stores that still differ,"
          + " rebuilds that came to no end or skipped records"
    },
    footer = {
      "",
      "Environment, .env or .data/secrets.env: WHATSAPP_ADMIN_KEY (else the first of",
      "WHATSAPP_ADMIN_KEYS), WHATSAPP_ADMIN_URL, and for sends WHATSAPP_API_KEY, WHATSAPP_URL."
    })
public final class Control implements Runnable {

  private static final String ADMIN_URL = "http://127.0.0.1:9080";
  private static final String PUBLIC_URL = "http://127.0.0.1:8080";

  // For a process to answer about its consumers; replays, rebuilds and comparisons take their time.
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Option(names = "--json", scope = ScopeType.INHERIT, description = "Show the answer as JSON.")
  private boolean json;

  @Option(
      names = "--url",
      split = ",",
      scope = ScopeType.INHERIT,
      description =
          "Address of the service: the operators' (WHATSAPP_ADMIN_URL, http://127.0.0.1:9080), for"
              + " sends the public one (WHATSAPP_URL, http://127.0.0.1:8080). For consumers several,"
              + " comma-separated: those of all processes.")
  private List<String> urls = List.of();

  @Spec private @Nullable CommandSpec spec;

  private final Surroundings surroundings;
  private final Duration patience;

  Control(Surroundings surroundings, Duration patience) {
    this.surroundings = surroundings;
    this.patience = patience;
  }

  /** Runs one command and exits with its code. */
  public static void main(String[] arguments) {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    Surroundings here = new Surroundings(System.getenv(), Path.of(""));
    System.exit(commandLine(here, PATIENCE).setOut(out).setErr(err).execute(arguments));
  }

  static CommandLine commandLine(Surroundings surroundings, Duration patience) {
    return new CommandLine(new Control(surroundings, patience))
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
    return only(allOperators());
  }

  /** Each of the processes that are named; one that does not answer in time counts as away. */
  List<Service> processes() {
    return allOperators().stream().map(process -> process.within(patience)).toList();
  }

  private List<Service> allOperators() {
    return services("WHATSAPP_ADMIN_URL", ADMIN_URL, surroundings.adminKey());
  }

  /** The public port, where sends are looked after. */
  Service sender() {
    return only(services("WHATSAPP_URL", PUBLIC_URL, surroundings.apiKey()));
  }

  private List<Service> services(String variable, String usual, String key) {
    List<String> named =
        urls.isEmpty() ? List.of(surroundings.find(variable).orElse(usual).split(",")) : urls;
    return named.stream().map(url -> new Service(url.strip(), key)).toList();
  }

  private static Service only(List<Service> services) {
    if (services.size() != 1) {
      throw new ControlException(
          ExitCodes.USAGE, "This command asks one service. Name one address with --url.");
    }
    return services.getFirst();
  }

  Output output(CommandSpec command) {
    return new Output(command.commandLine(), json);
  }

  private static int explain(
      Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
    command.getErr().println(failure.getMessage() == null ? failure : failure.getMessage());
    return failure instanceof ControlException known ? known.exitCode() : ExitCodes.REFUSED;
  }
}

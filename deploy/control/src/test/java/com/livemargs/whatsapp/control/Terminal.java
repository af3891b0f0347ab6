package com.livemargs.whatsapp.control;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** The command line as an operator types it, with what it prints. */
final class Terminal {

  private static final Path NOWHERE = Path.of("no-settings-here");

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final Path folder;
  private final Duration patience;

  /** In a folder without settings. */
  Terminal() {
    this(NOWHERE);
  }

  Terminal(Path folder) {
    this(folder, Duration.ofSeconds(30));
  }

  private Terminal(Path folder, Duration patience) {
    this.folder = folder;
    this.patience = patience;
  }

  /** With so much time for each process to answer about its consumers. */
  static Terminal thatWaits(Duration patience) {
    return new Terminal(NOWHERE, patience);
  }

  /** Runs a command that has the addresses and keys of this service. */
  int run(Answering service, String... arguments) {
    return execute(
        Map.of(
            "WHATSAPP_ADMIN_KEY",
            "the-admin-key",
            "WHATSAPP_API_KEY",
            "the-api-key",
            "WHATSAPP_ADMIN_URL",
            service.url(),
            "WHATSAPP_URL",
            service.url()),
        arguments);
  }

  /** Runs a command in this environment; answers its exit code. */
  int execute(Map<String, String> environment, String... arguments) {
    return Control.commandLine(new Surroundings(environment, folder), patience)
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  String out() {
    return out.toString();
  }

  String err() {
    return err.toString();
  }
}

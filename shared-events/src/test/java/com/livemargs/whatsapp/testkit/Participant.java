package com.livemargs.whatsapp.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Somebody in a room: {@code deploy/participant/listen.mjs} as a child process, which writes one
 * line of JSON for each thing it hears. Without Node or its {@code npm ci} the test is skipped.
 */
public final class Participant implements AutoCloseable {

  private static final Path SCRIPT = Path.of("deploy", "participant", "listen.mjs");
  private static final Duration JOINING = Duration.ofSeconds(30);
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Process process;
  private final BlockingDeque<String> lines = new LinkedBlockingDeque<>();

  private Participant(Process process) {
    this.process = process;
  }

  /**
   * Joins and returns once packets really come through.
   *
   * @param options more of the script's options, such as {@code "--say", "hello"}
   */
  public static Participant join(
      LiveKitServer server, String room, String identity, String... options) {
    List<String> all =
        new ArrayList<>(
            List.of("--key", LiveKitServer.KEY, "--secret", LiveKitServer.SECRET, "--room", room));
    all.addAll(List.of("--identity", identity));
    all.addAll(List.of(options));
    return join(server.ws(), all);
  }

  /** Joins with a ready token; room and identity are those that the token names. */
  public static Participant joinWithToken(
      LiveKitServer server, String room, String identity, String token, String... options) {
    List<String> all = new ArrayList<>(List.of("--token", token));
    all.addAll(List.of(options));
    return join(server, room, identity, all.toArray(String[]::new));
  }

  /**
   * Joins any server as a person's browser does: with its address and a token, and nothing else.
   */
  public static Participant joinWithToken(String serverUrl, String token) {
    return join(serverUrl, List.of("--token", token));
  }

  private static Participant join(String serverUrl, List<String> options) {
    Path script = assumed();
    List<String> command =
        new ArrayList<>(List.of("node", script.toString(), "--url", serverUrl, "--seconds", "120"));
    command.addAll(options);
    Participant participant = new Participant(run(command));
    Thread.ofVirtual().start(participant::read);
    participant.awaitJoined();
    return participant;
  }

  /** Skips a test at once that joins only after it has changed something for others. */
  public static Path assumed() {
    return RealParts.assume(script(), "node and what 'npm ci' installs in deploy/participant");
  }

  /** The script, where it can be run. */
  static Optional<Path> script() {
    return Stream.iterate(Path.of("").toAbsolutePath(), folder -> folder != null, Path::getParent)
        .map(folder -> folder.resolve(SCRIPT))
        .filter(Files::exists)
        .findFirst()
        .filter(script -> Files.isDirectory(script.resolveSibling("node_modules")))
        .filter(script -> Machine.program("node").isPresent());
  }

  private static Process run(List<String> command) {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("NODE_ENV", "production");
    try {
      Process process = builder.start();
      Machine.atExit(process::destroyForcibly);
      return process;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read() {
    try (BufferedReader output = process.inputReader()) {
      output.lines().forEach(lines::add);
    } catch (IOException | UncheckedIOException closed) {
      // the process is gone
    }
  }

  // What is heard before the script is sure of being there comes first, as it was heard.
  private void awaitJoined() {
    Deque<String> heard = new ArrayDeque<>();
    String line = line(JOINING);
    while (line != null && line.startsWith("{")) {
      heard.push(line);
      line = line(JOINING);
    }
    if (!"joined".equals(line)) {
      close();
      throw new IllegalStateException("the participant did not join, it said: " + line);
    }
    heard.forEach(lines::addFirst);
  }

  /** The next thing heard; fails when nothing comes in time. */
  public JsonNode next(Duration limit) {
    return poll(limit)
        .orElseThrow(() -> new AssertionError("the participant heard nothing in " + limit));
  }

  /** The next thing heard, or empty when nothing comes in time. */
  public Optional<JsonNode> poll(Duration limit) {
    return Optional.ofNullable(line(limit))
        .filter(line -> line.startsWith("{"))
        .map(JSON::readTree);
  }

  private @Nullable String line(Duration limit) {
    try {
      return lines.poll(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  /** Leaves the room. */
  @Override
  public void close() {
    process.destroy();
  }
}

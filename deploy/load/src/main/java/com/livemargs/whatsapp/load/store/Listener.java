package com.livemargs.whatsapp.load.store;

import com.livemargs.whatsapp.load.process.Ports;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A real participant in a room, which says when it heard of a message. Its clock is this machine's,
 * in milliseconds.
 */
public final class Listener implements AutoCloseable {

  private static final Path SCRIPT = Path.of("deploy", "participant", "listen.mjs");
  private static final Queue<Process> STARTED = new ConcurrentLinkedQueue<>();

  static {
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> STARTED.forEach(Process::destroyForcibly)));
  }

  private final Process process;
  private final CountDownLatch joined = new CountDownLatch(1);
  private final Map<String, Long> heard = new ConcurrentHashMap<>();

  private Listener(Process process) {
    this.process = process;
    Thread.ofVirtual().start(this::read);
  }

  /** Joins, where node and the script's libraries are there. */
  public static Optional<Listener> join(Path root, LiveKit server, String room) {
    Path script = root.resolve(SCRIPT);
    boolean able =
        Files.isDirectory(script.resolveSibling("node_modules"))
            && LiveKit.program("node").isPresent();
    return able ? Optional.of(start(script, server, room)) : Optional.empty();
  }

  private static Listener start(Path script, LiveKit server, String room) {
    List<String> command =
        List.of(
            "node",
            script.toString(),
            "--url",
            server.ws(),
            "--key",
            LiveKit.KEY,
            "--secret",
            LiveKit.SECRET,
            "--room",
            room,
            "--identity",
            "load",
            "--seconds",
            "3600");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("NODE_ENV", "production");
    try {
      Process process = builder.start();
      STARTED.add(process);
      Listener listener = new Listener(process);
      Ports.await(
          "a participant joined " + room,
          Duration.ofSeconds(30),
          () -> listener.joined.getCount() == 0);
      return listener;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read() {
    try (BufferedReader lines = process.inputReader()) {
      lines.lines().forEach(this::take);
    } catch (IOException | UncheckedIOException closed) {
      // the process is gone
    }
  }

  private void take(String line) {
    if (line.equals("joined")) {
      joined.countDown();
    } else if (line.contains("whatsapp.event.v1")) {
      JsonNode packet = JsonMapper.shared().readTree(line);
      JsonNode event = JsonMapper.shared().readTree(packet.path("text").asString());
      String wamid = event.path("whatsappMessageId").asString("");
      heard.putIfAbsent(wamid, packet.path("t").asLong());
    }
  }

  /** When it heard of which wamid, Unix milliseconds. */
  public Map<String, Long> heard() {
    return Map.copyOf(heard);
  }

  @Override
  public void close() {
    process.destroy();
  }
}

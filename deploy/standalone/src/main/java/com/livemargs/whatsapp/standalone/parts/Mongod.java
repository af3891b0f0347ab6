package com.livemargs.whatsapp.standalone.parts;

import com.livemargs.whatsapp.standalone.server.ChildProcess;
import com.livemargs.whatsapp.standalone.server.Leftover;
import com.livemargs.whatsapp.standalone.server.OnlyChild;
import com.livemargs.whatsapp.standalone.server.Part;
import com.livemargs.whatsapp.standalone.server.Programs;
import com.livemargs.whatsapp.standalone.settings.Ports;
import com.livemargs.whatsapp.standalone.settings.StartRefused;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A real MongoDB as child process: the {@code mongod} of this machine, reachable from it only. */
final class Mongod implements Part {
  private static final String NAME = "MongoDB";
  private static final Duration START_PATIENCE = Duration.ofSeconds(60);

  private final Path program;
  private final Path data;
  private final int port;
  private final OnlyChild server = new OnlyChild();

  Mongod(Path program, Path data, int port) {
    this.program = program;
    this.data = data;
    this.port = port;
  }

  @Override
  public void stopLeftover() {
    Leftover.stop(NAME, data.resolve("mongod.lock"), data.toString(), "TERM");
  }

  @Override
  public List<Ports.Wanted> ports() {
    return List.of(new Ports.Wanted("MONGODB_PORT", "127.0.0.1", port, "another MongoDB or ./run"));
  }

  @Override
  public void start() {
    try {
      Files.createDirectories(data);
    } catch (IOException e) {
      throw new StartRefused("MongoDB's folder " + data + " cannot be made: " + e.getMessage(), e);
    }
    var log = data.resolveSibling("mongodb.log");
    server
        .start(() -> ChildProcess.start(NAME, command(), Map.of(), log))
        .awaitReady(START_PATIENCE, this::listens);
  }

  @Override
  public void watch(Consumer<String> ended) {
    server.whenItEnds(ended);
  }

  @Override
  public String description() {
    return "MongoDB: real, %s, %s, at 127.0.0.1:%d/whatsapp"
        .formatted(Programs.version(program), program, port);
  }

  @Override
  public Map<String, String> settings() {
    // journal: a write is acknowledged when a power cut cannot take it back
    return Map.of("MONGODB_URI", "mongodb://127.0.0.1:" + port + "/whatsapp?journal=true");
  }

  @Override
  public void close() {
    server.stop("TERM");
  }

  private List<String> command() {
    return List.of(
        program.toString(),
        "--dbpath",
        data.toString(),
        "--bind_ip",
        "127.0.0.1",
        "--port",
        String.valueOf(port),
        "--nounixsocket",
        "--wiredTigerCacheSizeGB",
        "0.25",
        "--quiet",
        // It would log what is slow with all that is in it, phone numbers too.
        "--slowOpSampleRate",
        "0",
        "--setParameter",
        "diagnosticDataCollectionEnabled=false");
  }

  private boolean listens() {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress("127.0.0.1", port), 200);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}

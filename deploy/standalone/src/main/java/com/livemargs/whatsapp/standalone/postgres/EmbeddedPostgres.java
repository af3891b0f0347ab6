package com.livemargs.whatsapp.standalone.postgres;

import com.livemargs.whatsapp.standalone.server.ChildProcess;
import com.livemargs.whatsapp.standalone.server.Leftover;
import com.livemargs.whatsapp.standalone.server.OnlyChild;
import com.livemargs.whatsapp.standalone.server.Part;
import com.livemargs.whatsapp.standalone.settings.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A real PostgreSQL as child process, durable, reachable from this machine only. */
public final class EmbeddedPostgres implements Part {
  private static final String NAME = "PostgreSQL";
  private static final Duration START_PATIENCE = Duration.ofSeconds(60);

  private final Path root;
  private final Path cluster;
  private final int port;
  private @Nullable PostgresPrograms programs;
  private final OnlyChild server = new OnlyChild();

  /**
   * @param root the data folder, which gets {@code postgres} and {@code programs}
   */
  public EmbeddedPostgres(Path root, int port) {
    this.root = root;
    this.cluster = root.resolve("postgres");
    this.port = port;
  }

  @Override
  public void stopLeftover() {
    Leftover.stop(NAME, pidFile(), cluster.toString(), "INT");
  }

  @Override
  public List<Ports.Wanted> ports() {
    return List.of(
        new Ports.Wanted("POSTGRES_PORT", "127.0.0.1", port, "another PostgreSQL or ./run"));
  }

  @Override
  public void start() {
    var unpacked = PostgresPrograms.unpackedIn(root.resolve("programs"));
    programs = unpacked;
    if (!Files.isDirectory(cluster)) {
      PostgresCluster.create(unpacked, cluster);
    }
    // The backends of a killed server may hold its shared memory a little longer than it lived
    // itself.
    var blocked = new PostgresLock();
    var log = root.resolve("postgres.log");
    ChildProcess started;
    do {
      started = server.start(() -> ChildProcess.start(NAME, command(unpacked), environment(), log));
    } while (blocked.byDyingServer(started, this::serves));
    // One that was killed replays its log first, for as long as that takes.
    started.awaitReady(START_PATIENCE, this::serves, () -> says("starting"));
  }

  @Override
  public void watch(Consumer<String> ended) {
    server.whenItEnds(ended);
  }

  @Override
  public String description() {
    return "PostgreSQL: real, %s, fsync and synchronous_commit on, at 127.0.0.1:%d/whatsapp"
        .formatted(programs == null ? "not started" : programs.version(), port);
  }

  @Override
  public Map<String, String> settings() {
    return Map.of("POSTGRES_URL", "postgresql://whatsapp:whatsapp@127.0.0.1:" + port + "/whatsapp");
  }

  @Override
  public void close() {
    server.stop("INT"); // fast shutdown: open sessions are ended, not waited for
  }

  private Path pidFile() {
    return cluster.resolve("postmaster.pid");
  }

  private boolean serves() {
    return says("ready");
  }

  // Line 8 of its pid file is the server's own word on how far it is.
  private boolean says(String state) {
    var pid = server.current().map(child -> String.valueOf(child.pid())).orElse("none");
    try {
      var lines = Files.exists(pidFile()) ? Files.readAllLines(pidFile()) : List.<String>of();
      return lines.size() >= 8
          && lines.getFirst().strip().equals(pid)
          && lines.get(7).strip().equals(state);
    } catch (IOException e) {
      return false;
    }
  }

  // A pid file naming a process that is no PostgreSQL (any more) would keep the server from
  // starting. It
  // overlooks its grandparent's pid, and still checks itself whether anybody uses the old shared
  // memory.
  private Map<String, String> environment() {
    return Leftover.pid(pidFile())
        .map(pid -> Map.of("PG_GRANDPARENT_PID", pid.toString()))
        .orElse(Map.of());
  }

  private List<String> command(PostgresPrograms programs) {
    return programs.command(
        "postgres", PostgresCluster.serverArguments(cluster, port).toArray(String[]::new));
  }
}

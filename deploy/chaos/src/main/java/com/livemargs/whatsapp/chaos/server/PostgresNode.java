package com.livemargs.whatsapp.chaos.server;

import com.livemargs.whatsapp.chaos.process.Node;
import com.livemargs.whatsapp.chaos.process.Signals;
import com.livemargs.whatsapp.chaos.process.Wait;
import com.livemargs.whatsapp.standalone.postgres.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A real PostgreSQL with fsync on. Its start returns once it serves. */
final class PostgresNode implements Node {

  private static final Duration END = Duration.ofSeconds(20);

  private final Path folder;
  private final int port;
  private volatile long pid;
  private volatile EmbeddedPostgres server;

  PostgresNode(Path folder, int port) {
    this.folder = folder;
    this.port = port;
    this.server = new EmbeddedPostgres(folder, port);
    Runtime.getRuntime().addShutdownHook(new Thread(this::kill, "kill-postgres"));
  }

  @Override
  public String name() {
    return "postgres";
  }

  @Override
  public void start() {
    server = new EmbeddedPostgres(folder, port);
    server.start();
    pid = readPid();
  }

  // The first line of its own pid file.
  private long readPid() {
    try {
      List<String> lines = Files.readAllLines(folder.resolve("postgres/postmaster.pid"));
      return Long.parseLong(lines.getFirst().strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public boolean isReady() {
    return isAlive() && Ready.listens(port);
  }

  @Override
  public boolean isAlive() {
    return pid > 0 && ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
  }

  @Override
  public void kill() {
    if (isAlive()) {
      Signals.send("KILL", pid);
      Wait.until(END, () -> !isAlive());
    }
  }

  @Override
  public void stop() {
    server.close();
  }

  // Its processes share the group that its start made.
  @Override
  public void signal(String signal) {
    if (isAlive()) {
      Signals.send(signal, -pid);
    }
  }
}

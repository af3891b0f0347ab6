package com.livemargs.whatsapp.load.store;

import com.livemargs.whatsapp.load.process.Cores;
import com.livemargs.whatsapp.load.process.Ports;
import com.livemargs.whatsapp.load.process.Usage;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** A PostgreSQL whose commits are on disk: {@code fsync} and {@code synchronous_commit} are on. */
public final class Postgres implements AutoCloseable {

  private final EmbeddedPostgres server;
  private final int port;
  private final ProcessHandle process;

  private Postgres(EmbeddedPostgres server, int port, ProcessHandle process) {
    this.server = server;
    this.port = port;
    this.process = process;
  }

  /** Starts one in this folder, on these cores. */
  public static Postgres start(Path folder, Cores cores) {
    int port = Ports.free();
    try {
      EmbeddedPostgres server =
          EmbeddedPostgres.builder()
              .setPort(port)
              .setDataDirectory(folder)
              .setServerConfig("fsync", "on")
              .setServerConfig("synchronous_commit", "on")
              .setServerConfig("full_page_writes", "on")
              .setPGStartupWait(Duration.ofSeconds(60))
              .start();
      ProcessHandle process = process(folder);
      keep(process, cores);
      return new Postgres(server, port, process);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ProcessHandle process(Path folder) throws IOException {
    String first = java.nio.file.Files.readAllLines(folder.resolve("postmaster.pid")).getFirst();
    return ProcessHandle.of(Long.parseLong(first.strip())).orElseThrow();
  }

  // It is started by a library: what it forks later inherits the cores.
  private static void keep(ProcessHandle process, Cores cores) throws IOException {
    if (cores.list().isEmpty()) {
      return;
    }
    for (ProcessHandle one : Stream.concat(Stream.of(process), process.descendants()).toList()) {
      List<String> command = List.of("taskset", "-apc", cores.list(), String.valueOf(one.pid()));
      new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    }
  }

  /** Creates an empty database and returns {@code postgresql://user:password@host:port/db}. */
  public String database(String name) {
    execute("postgres", "create database " + name);
    return "postgresql://postgres:postgres@" + Ports.LOOPBACK + ":" + port + "/" + name;
  }

  /** A connection to a database. */
  public Connection connect(String database) {
    try {
      String url = "jdbc:postgresql://" + Ports.LOOPBACK + ":" + port + "/" + database;
      return DriverManager.getConnection(url, "postgres", "postgres");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Runs statements. */
  public void execute(String database, String sql) {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException("failed: " + sql, e);
    }
  }

  /** The one value of a query, as text. */
  public String value(String database, String sql) {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return String.valueOf(row.getString(1));
    } catch (SQLException e) {
      throw new IllegalStateException("failed: " + sql, e);
    }
  }

  /** What makes its commits durable, as it says itself. */
  public String durability() {
    return "PostgreSQL %s: fsync=%s synchronous_commit=%s full_page_writes=%s"
        .formatted(
            value("postgres", "show server_version").replaceFirst(" .*", ""),
            value("postgres", "show fsync"),
            value("postgres", "show synchronous_commit"),
            value("postgres", "show full_page_writes"));
  }

  /** What it used so far. */
  public Usage usage() {
    return Usage.of(process);
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

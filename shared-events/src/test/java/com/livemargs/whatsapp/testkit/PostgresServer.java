package com.livemargs.whatsapp.testkit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PGobject;

/**
 * A PostgreSQL for tests: version 18 from Maven as a child process, or the one that {@code
 * TEST_POSTGRES_URL} ({@code postgresql://user:password@host:port/db}, a user that may create
 * databases) names.
 */
public final class PostgresServer implements AutoCloseable {

  /** Owner of the test databases: not a superuser, as in earnest. */
  private static final String USER = "whatsapp";

  private static @Nullable PostgresServer shared;

  private final String url;
  private final @Nullable Path folder;
  private final int port;
  private @Nullable EmbeddedPostgres server;

  private PostgresServer(String url, @Nullable Path folder, int port) {
    this.url = url;
    this.folder = folder;
    this.port = port;
  }

  /** The server of this JVM, started at the first call; nobody stops it. */
  public static synchronized PostgresServer shared() {
    if (shared == null) {
      shared =
          Machine.environment("TEST_POSTGRES_URL")
              .map(url -> at(url, "external"))
              .orElseGet(PostgresServer::start);
    }
    return shared;
  }

  /** A server of one's own, to stop and restart. */
  public static PostgresServer start() {
    int port = Machine.freePort();
    String url = "postgresql://%s:%s@%s:%d/postgres".formatted(USER, USER, Machine.LOOPBACK, port);
    PostgresServer server = new PostgresServer(url, Machine.folder("postgres"), port);
    Machine.atExit(server::close);
    EmbeddedPostgres process = server.launch();
    rows(
        url.replaceFirst(USER + ":" + USER, "postgres:postgres"),
        "create role %s login createdb password '%s'".formatted(USER, USER));
    RealParts.used("postgresql", "real " + version(url));
    return server;
  }

  /**
   * A server that somebody else starts and stops.
   *
   * @param url {@code postgresql://user:password@host:port/db} of a user that may create databases
   * @param where for the report, such as "external"
   */
  public static PostgresServer at(String url, String where) {
    RealParts.used("postgresql", "real " + version(url) + " (" + where + ")");
    return new PostgresServer(url, null, 0);
  }

  private static String version(String url) {
    return rows(url, "show server_version")
        .getFirst()
        .values()
        .toString()
        .replaceAll("^\\[(\\S+?)( .*)?]$", "$1");
  }

  /**
   * Creates an empty database and returns its URL, {@code postgresql://user:password@host:port/db}.
   */
  public String newDatabase() {
    String name = Machine.uniqueName();
    rows(url, "create database " + name);
    return url.replaceFirst("(postgresql://[^/]+/)[^?]*", "$1" + name);
  }

  /** Makes the server unreachable; its port and data stay its own. */
  public void stop() {
    own();
    halt();
  }

  /** Starts a stopped server on the same port with the same data. */
  public void restart() {
    own();
    halt();
    launch();
  }

  /** Has the server stand still: it keeps its connections, takes new ones and answers nothing. */
  public void freeze() {
    signal("STOP");
  }

  /** Has a server that stands still go on. */
  public void thaw() {
    signal("CONT");
  }

  private void signal(String name) {
    own();
    ProcessHandle postmaster = ProcessHandle.of(postmaster()).orElseThrow();
    List<String> command = new ArrayList<>(List.of("kill", "-" + name));
    Stream.concat(Stream.of(postmaster), postmaster.children())
        .forEach(process -> command.add(Long.toString(process.pid())));
    try {
      // One that has just ended is no failure.
      new ProcessBuilder(command).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private long postmaster() {
    try (Stream<String> lines = Files.lines(folder.resolve("postmaster.pid"))) {
      return Long.parseLong(lines.findFirst().orElseThrow().strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void own() {
    if (folder == null || this == shared) {
      throw new IllegalStateException(
          "others use this server too: PostgresServer.start() gives one to stop");
    }
  }

  private EmbeddedPostgres launch() {
    try {
      server =
          EmbeddedPostgres.builder()
              .setPort(port)
              .setDataDirectory(folder)
              .setCleanDataDirectory(false)
              .setRegisterShutdownHook(false)
              .setPGStartupWait(Duration.ofSeconds(60))
              .start();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL did not start", e);
    }
  }

  private void halt() {
    if (server == null) {
      return;
    }
    try {
      server.close();
      server = null;
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL did not stop", e);
    }
  }

  /** Stops the server, where it is ours, and deletes its data. */
  @Override
  public synchronized void close() {
    halt();
    if (folder != null) {
      Machine.delete(folder);
    }
  }

  /**
   * Runs one statement and returns its rows, columns in their order: times as {@code Instant}, json
   * as text, else as JDBC gives it; no rows for a statement that has none.
   *
   * @param url {@code postgresql://user:password@host:port/db}
   */
  public static List<Map<String, @Nullable Object>> rows(
      String url, String sql, Object... arguments) {
    try (Connection connection = connect(url);
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < arguments.length; i++) {
        statement.setObject(i + 1, arguments[i]);
      }
      return statement.execute() ? all(statement.getResultSet()) : List.of();
    } catch (SQLException e) {
      throw new IllegalStateException("failed: " + sql, e);
    }
  }

  private static Connection connect(String url) throws SQLException {
    URI uri = URI.create(url);
    String[] login = uri.getUserInfo().split(":", 2);
    int port = uri.getPort() < 0 ? 5432 : uri.getPort();
    String jdbc = "jdbc:postgresql://%s:%d%s".formatted(uri.getHost(), port, uri.getPath());
    return DriverManager.getConnection(jdbc, login[0], login[1]);
  }

  private static List<Map<String, @Nullable Object>> all(ResultSet result) throws SQLException {
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    while (result.next()) {
      Map<String, @Nullable Object> row = new LinkedHashMap<>();
      for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
        row.put(result.getMetaData().getColumnLabel(i), plain(result.getObject(i)));
      }
      rows.add(row);
    }
    return rows;
  }

  private static @Nullable Object plain(@Nullable Object value) {
    if (value instanceof Timestamp time) {
      return time.toInstant();
    }
    return value instanceof PGobject json ? json.getValue() : value;
  }
}

package com.livemargs.whatsapp.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A MongoDB for tests: the one that {@code TEST_MONGODB_URI} names, else a {@code mongod} on the
 * PATH as a child process, else mongo-java-server in this JVM. The stand-in knows no update
 * pipelines, transactions or change streams, and its TTL index deletes nothing.
 */
public final class MongoServer implements AutoCloseable {

  private static final Pattern URI =
      Pattern.compile("(mongodb(?:\\+srv)?://[^/?]+)/?([^?]*)\\??(.*)");

  private static @Nullable MongoServer real;
  private static @Nullable MongoServer standIn;

  private final String uri;
  private final int port;
  private final @Nullable MongoProcess process;

  private MongoServer(String uri, int port, @Nullable MongoProcess process) {
    this.uri = uri;
    this.port = port;
    this.process = process;
  }

  /**
   * The real server where there is one, else the stand-in; with {@code real.required} a stand-in is
   * a failure.
   */
  public static MongoServer shared() {
    return real().orElseGet(() -> RealParts.insteadOf("mongod", MongoServer::standIn));
  }

  /** The real server of this JVM, started at the first call; nobody stops it. */
  public static synchronized Optional<MongoServer> real() {
    if (real == null) {
      real =
          Machine.environment("TEST_MONGODB_URI")
              .map(uri -> at(uri, "external"))
              .or(MongoServer::startReal)
              .orElse(null);
    }
    return Optional.ofNullable(real);
  }

  /** The stand-in of this JVM, also where a real server is at hand; nobody stops it. */
  public static synchronized MongoServer standIn() {
    if (standIn == null) {
      standIn = startStandIn();
    }
    return standIn;
  }

  /** A server of one's own, to stop and restart: mongod where there is one, else the stand-in. */
  public static MongoServer start() {
    return startReal().orElseGet(() -> RealParts.insteadOf("mongod", MongoServer::startStandIn));
  }

  /** A mongod of one's own, where there is one on the PATH. */
  public static Optional<MongoServer> startReal() {
    return Machine.program("mongod")
        .map(
            binary -> {
              RealParts.used("mongodb", "real " + version(binary));
              return launch(new MongoProcess.Mongod(binary));
            });
  }

  /** A stand-in of one's own. */
  public static MongoServer startStandIn() {
    boolean mongod = Machine.program("mongod").isPresent();
    RealParts.used("mongodb", mongod ? "stand-in" : "stand-in (no mongod on the path)");
    return launch(new MongoProcess.StandIn());
  }

  private static MongoServer launch(MongoProcess process) {
    int port = Machine.freePort();
    MongoServer server =
        new MongoServer("mongodb://" + Machine.LOOPBACK + ":" + port, port, process);
    Machine.atExit(server::close);
    process.start(port);
    return server;
  }

  /**
   * A server that somebody else starts and stops.
   *
   * @param where for the report, such as "external"
   */
  public static MongoServer at(String uri, String where) {
    RealParts.used("mongodb", "real (" + where + ")");
    return new MongoServer(uri, 0, null);
  }

  private static String version(Path binary) {
    try (var output = new ProcessBuilder(binary.toString(), "--version").start().inputReader()) {
      return output.lines().findFirst().orElse("").replaceFirst(".*v", "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether this is MongoDB itself and not the stand-in. */
  public boolean isReal() {
    return !(process instanceof MongoProcess.StandIn);
  }

  /** The URI of a database nobody has used; it comes to be with the first document. */
  public String newDatabaseUri() {
    Matcher parts = URI.matcher(uri);
    if (!parts.matches()) {
      throw new IllegalStateException("TEST_MONGODB_URI is not mongodb://host:port/database");
    }
    String options = parts.group(3);
    if (parts.group(1).contains("@") && !options.contains("authSource")) {
      // A login belongs to the database of the original URI.
      String source = parts.group(2).isEmpty() ? "admin" : parts.group(2);
      options = options + (options.isEmpty() ? "" : "&") + "authSource=" + source;
    }
    return parts.group(1) + "/" + Machine.uniqueName() + (options.isEmpty() ? "" : "?" + options);
  }

  /** Makes the server unreachable; its port and data stay its own. */
  public void stop() {
    own().stop();
  }

  /** Starts a stopped server on the same port with the same data. */
  public void restart() {
    own().stop();
    own().start(port);
  }

  private MongoProcess own() {
    if (process == null || this == real || this == standIn) {
      throw new IllegalStateException(
          "others use this server too: MongoServer.start() gives one to stop");
    }
    return process;
  }

  /** Stops the server, where it is ours, and deletes its data. */
  @Override
  public void close() {
    if (process != null) {
      process.delete();
    }
  }
}

package com.livemargs.whatsapp.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A {@code livekit-server} from the PATH as a child process that never leaves loopback. */
public final class LiveKitServer implements AutoCloseable {

  public static final String KEY = "testkey";
  public static final String SECRET = "a-test-secret-of-more-than-32-characters";

  // node_ip, the loopback candidate and the lo filter keep all media on 127.0.0.1; tcp_port 0 opens
  // no second port.
  private static final String CONFIG =
      """
      port: %d
      bind_addresses: ["127.0.0.1"]
      keys: { %s: %s }
      logging: { level: warn }
      rtc:
        udp_port: %d
        tcp_port: 0
        use_external_ip: false
        node_ip: 127.0.0.1
        enable_loopback_candidate: true
        interfaces: { includes: [lo] }
      """;
  private static final String WEBHOOK =
      """
      webhook: { api_key: %s, urls: ["%s"] }
      """;

  private static @Nullable LiveKitServer shared;

  private final Path binary;
  private final Path folder = Machine.folder("livekit");
  private final int port = Machine.freePort();
  private @Nullable Process process;

  private LiveKitServer(Path binary) {
    this.binary = binary;
  }

  /**
   * The server of this JVM, started at the first call; nobody stops it. Empty where there is none
   * on the PATH.
   */
  public static synchronized Optional<LiveKitServer> find() {
    if (shared == null) {
      shared = start().orElse(null);
    }
    return Optional.ofNullable(shared);
  }

  /** A server of one's own, to stop and restart. */
  public static Optional<LiveKitServer> start() {
    return launch("");
  }

  /**
   * A server of one's own that reports what happens in its rooms to the URL, signed with {@link
   * #KEY}.
   */
  public static Optional<LiveKitServer> webhookTo(String url) {
    return launch(WEBHOOK.formatted(KEY, url));
  }

  private static Optional<LiveKitServer> launch(String webhook) {
    Optional<Path> binary = Machine.program("livekit-server");
    RealParts.used(
        "livekit",
        binary.map(LiveKitServer::version).orElse("off (no livekit-server on the path)"));
    return binary.map(
        path -> {
          LiveKitServer server = new LiveKitServer(path);
          Machine.atExit(server::close);
          server.configure(webhook);
          server.launch();
          return server;
        });
  }

  private static String version(Path binary) {
    try (var output = new ProcessBuilder(binary.toString(), "--version").start().inputReader()) {
      return "real " + output.lines().findFirst().orElse("").replaceFirst(".*version ", "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The configuration of a server that never leaves loopback and has one key. */
  public static String config(int port, String key, String secret, int udpPort) {
    return CONFIG.formatted(port, key, secret, udpPort);
  }

  private void configure(String webhook) {
    try {
      String config = config(port, KEY, SECRET, Machine.freePort()) + webhook;
      Files.writeString(folder.resolve("livekit.yaml"), config);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void launch() {
    String config = folder.resolve("livekit.yaml").toString();
    process = Machine.server(List.of(binary.toString(), "--config", config), folder, port);
  }

  public String http() {
    return "http://" + Machine.LOOPBACK + ":" + port;
  }

  public String ws() {
    return "ws://" + Machine.LOOPBACK + ":" + port;
  }

  /** Ends the server at once: all rooms are gone, the port stays its own. */
  public void stop() {
    if (this == shared) {
      throw new IllegalStateException(
          "others use this server too: LiveKitServer.start() gives one to stop");
    }
    kill();
  }

  /** Starts a server without rooms on the same port. */
  public void restart() {
    stop();
    launch();
  }

  /** Hard: on SIGTERM the server would wait until everybody has left. */
  private void kill() {
    if (process != null) {
      process.destroyForcibly();
      Machine.awaitEnd(process);
      process = null;
    }
  }

  @Override
  public synchronized void close() {
    kill();
    Machine.delete(folder);
  }
}

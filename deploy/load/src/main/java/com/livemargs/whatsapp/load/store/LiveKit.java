package com.livemargs.whatsapp.load.store;

import com.livemargs.whatsapp.load.process.Child;
import com.livemargs.whatsapp.load.process.Cores;
import com.livemargs.whatsapp.load.process.Ports;
import com.livemargs.whatsapp.load.process.Usage;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A {@code livekit-server} of the PATH that never leaves loopback. */
public final class LiveKit implements AutoCloseable {

  /** Who may call it. */
  public static final String KEY = "loadkey";

  /** With which secret. */
  public static final String SECRET = "a-load-secret-of-more-than-32-characters";

  private static final String CONFIG =
      """
      port: %d
      bind_addresses: ["127.0.0.1"]
      keys: { %s: %s }
      logging: { level: error }
      rtc:
        udp_port: %d
        tcp_port: 0
        use_external_ip: false
        node_ip: 127.0.0.1
        enable_loopback_candidate: true
        interfaces: { includes: [lo] }
      """;

  private final int port;
  private final Child process;

  private LiveKit(int port, Child process) {
    this.port = port;
    this.process = process;
  }

  /** Starts one, where there is one on the PATH. */
  public static Optional<LiveKit> start(Path folder, Cores cores, Path logs) {
    if (program("livekit-server").isEmpty()) {
      return Optional.empty();
    }
    int port = Ports.free();
    try {
      Path config = Files.createDirectories(folder).resolve("livekit.yaml");
      Files.writeString(config, CONFIG.formatted(port, KEY, SECRET, Ports.free()));
      List<String> command = List.of("livekit-server", "--config", config.toString());
      Child process =
          Child.start("livekit", Child.yielding(cores.keeping(command)), Map.of(), logs);
      Ports.await("LiveKit listens", Duration.ofSeconds(30), () -> Ports.listens(port));
      return Optional.of(new LiveKit(port, process));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The executable of that name on the PATH. */
  public static Optional<Path> program(String name) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Where its API is. */
  public String http() {
    return "http://" + Ports.LOOPBACK + ":" + port;
  }

  /** Where participants join. */
  public String ws() {
    return "ws://" + Ports.LOOPBACK + ":" + port;
  }

  /** What it used so far. */
  public Usage usage() {
    return process.usage();
  }

  @Override
  public void close() {
    process.close();
  }
}

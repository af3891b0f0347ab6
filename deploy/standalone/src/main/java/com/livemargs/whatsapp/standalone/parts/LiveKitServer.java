package com.livemargs.whatsapp.standalone.parts;

import com.livemargs.whatsapp.standalone.server.ChildProcess;
import com.livemargs.whatsapp.standalone.server.Knock;
import com.livemargs.whatsapp.standalone.server.Leftover;
import com.livemargs.whatsapp.standalone.server.OnlyChild;
import com.livemargs.whatsapp.standalone.server.Part;
import com.livemargs.whatsapp.standalone.server.Programs;
import com.livemargs.whatsapp.standalone.settings.Patience;
import com.livemargs.whatsapp.standalone.settings.Ports;
import com.livemargs.whatsapp.standalone.settings.Secrets;
import com.livemargs.whatsapp.standalone.settings.StartRefused;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntUnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real LiveKit as child process: the {@code livekit-server} of this machine, on loopback only.
 */
final class LiveKitServer implements Part {
  private static final String NAME = "LiveKit";
  private static final Duration START_PATIENCE = Duration.ofSeconds(20);
  private static final Duration PAUSE = Duration.ofSeconds(5);
  private static final Logger LOG = LoggerFactory.getLogger(LiveKitServer.class);

  private final Path program;
  private final Path root;
  private final int port;
  private int mediaPort;
  private final Account account;
  private final OnlyChild server = new OnlyChild();

  /** The key it accepts and the address it tells what happens in its rooms. */
  record Account(String apiKey, String apiSecret, URI webhook) {
    @Override
    public String toString() {
      return "Account[" + webhook + "]";
    }
  }

  LiveKitServer(Path program, Path root, int port, Account account) {
    this.program = program;
    this.root = root;
    this.port = port;
    this.account = account;
  }

  @Override
  public void stopLeftover() {
    Leftover.stop(NAME, pidFile(), config().toString(), "KILL");
  }

  @Override
  public List<Ports.Wanted> ports() {
    return List.of(new Ports.Wanted("LIVEKIT_PORT", "127.0.0.1", port, "another LiveKit or ./run"));
  }

  @Override
  public void choosePorts(IntUnaryOperator freeFrom) {
    mediaPort = freeFrom.applyAsInt(port + 2);
  }

  @Override
  public void start() {
    var command = List.of(program.toString(), "--config", config().toString());
    var log = root.resolve("livekit.log");
    try {
      Secrets.writePrivately(config(), yaml(mediaPort));
      var started = server.start(() -> ChildProcess.start(NAME, command, Map.of(), log));
      Files.writeString(pidFile(), String.valueOf(started.pid()));
      started.awaitReady(START_PATIENCE, () -> Knock.answers(address()));
    } catch (IOException e) {
      throw new StartRefused("LiveKit's configuration cannot be written: " + e.getMessage(), e);
    }
  }

  // It keeps nothing and nobody depends on it, so it alone is started anew, as often as it ends.
  @Override
  public void watch(Consumer<String> ended) {
    server.whenItEnds(why -> revive(why, ended));
  }

  private void revive(String why, Consumer<String> ended) {
    LOG.atError().addKeyValue("why", why).log("LiveKit ended and is started again");
    while (!Patience.until(PAUSE, server::isStopped)) {
      try {
        start();
        watch(ended);
        return;
      } catch (StartRefused again) {
        server.current().ifPresent(late -> late.stop("KILL"));
        LOG.atError().addKeyValue("why", again.getMessage()).log("LiveKit does not start");
      }
    }
  }

  @Override
  public String description() {
    return "LiveKit: real, %s, %s, at ws://127.0.0.1:%d"
        .formatted(Programs.version(program), program, port);
  }

  @Override
  public Map<String, String> settings() {
    return Map.of("LIVEKIT_URL", "ws://127.0.0.1:" + port);
  }

  @Override
  public void close() {
    server.stop(
        "KILL"); // asked politely it serves on until everybody has left, and it keeps nothing
  }

  private URI address() {
    return URI.create("http://127.0.0.1:" + port);
  }

  private Path config() {
    return root.resolve("livekit.yaml");
  }

  private Path pidFile() {
    return root.resolve("livekit.pid");
  }

  private String yaml(int mediaPort) {
    return """
        port: %d
        bind_addresses: ["127.0.0.1"]
        rtc:
          udp_port: %d
          tcp_port: 0
          use_external_ip: false
          node_ip: 127.0.0.1
          enable_loopback_candidate: true
          interfaces:
            includes: [lo, lo0]
        keys:
          "%s": "%s"
        webhook:
          api_key: "%3$s"
          urls: ["%5$s"]
        logging:
          level: warn
        """
        .formatted(port, mediaPort, account.apiKey(), account.apiSecret(), account.webhook());
  }
}

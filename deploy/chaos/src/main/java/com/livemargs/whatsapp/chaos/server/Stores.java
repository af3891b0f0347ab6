package com.livemargs.whatsapp.chaos.server;

import com.livemargs.whatsapp.chaos.cluster.Access;
import com.livemargs.whatsapp.chaos.process.ChildNode;
import com.livemargs.whatsapp.chaos.process.Link;
import com.livemargs.whatsapp.chaos.process.Node;
import com.livemargs.whatsapp.chaos.process.PortSource;
import com.livemargs.whatsapp.standalone.server.Programs;
import com.livemargs.whatsapp.testkit.LiveKitServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** PostgreSQL, MongoDB and LiveKit: the servers that are not ours. */
public final class Stores {

  private final Path folder;
  private final int postgresPort;
  private final int mongoPort;
  private final int liveKitPort;
  private final List<Node> nodes = new ArrayList<>();
  private final List<Link> links = new ArrayList<>();

  /** All three below a folder; none is started. */
  public Stores(Path folder, PortSource ports) {
    this.folder = folder;
    postgresPort = ports.next();
    mongoPort = ports.next();
    liveKitPort = ports.next();
    nodes.add(new PostgresNode(made("postgres"), postgresPort));
    links.add(new Link("postgres", ports.next(), postgresPort));
    nodes.add(mongod(program("mongod").orElseThrow(() -> missing("mongod"))));
    links.add(new Link("mongodb", ports.next(), mongoPort));
    program("livekit-server").ifPresent(program -> nodes.add(liveKit(program, ports.next())));
  }

  private static IllegalStateException missing(String program) {
    return new IllegalStateException(
        program + " is not on the PATH: .ci/install-real-parts puts it there");
  }

  private static Optional<Path> program(String name) {
    return Programs.find(name, System.getenv().getOrDefault("PATH", ""));
  }

  private Path made(String name) {
    try {
      return Files.createDirectories(folder.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Node mongod(Path program) {
    Path home = made("mongodb");
    Path data = made("mongodb/data");
    List<String> command =
        List.of(
            program.toString(),
            "--dbpath",
            data.toString(),
            "--port",
            String.valueOf(mongoPort),
            "--bind_ip",
            "127.0.0.1",
            "--nounixsocket",
            "--wiredTigerCacheSizeGB",
            "0.25",
            "--quiet",
            "--slowOpSampleRate",
            "0");
    Path log = home.resolve("output.log");
    return new ChildNode(
        "mongodb",
        () -> new ChildNode.Launch(command, System.getenv(), log),
        () -> Ready.listens(mongoPort));
  }

  private Node liveKit(Path program, int udpPort) {
    Path config = made("livekit-server").resolve("livekit.yaml");
    try {
      Files.writeString(
          config,
          LiveKitServer.config(liveKitPort, Access.LIVEKIT_KEY, Access.LIVEKIT_SECRET, udpPort));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<String> command = List.of(program.toString(), "--config", config.toString());
    return new ChildNode(
        "livekit-server",
        () -> new ChildNode.Launch(command, System.getenv(), config.resolveSibling("output.log")),
        () -> Ready.listens(liveKitPort));
  }

  /** The servers. */
  public List<Node> nodes() {
    return nodes;
  }

  /** The ways to PostgreSQL and MongoDB. */
  public List<Link> links() {
    return links;
  }

  /** What leads services there, by way of the links. */
  public Map<String, String> settings() {
    String postgres = "postgresql://whatsapp:whatsapp@127.0.0.1:%d/whatsapp";
    String mongo = "mongodb://127.0.0.1:%d/whatsapp";
    Map<String, String> settings =
        new HashMap<>(
            Map.of(
                "POSTGRES_URL", postgres.formatted(links.get(0).port()),
                "MONGODB_URI", mongo.formatted(links.get(1).port()),
                "LIVEKIT_URL", "off"));
    if (nodes.size() > 2) {
      settings.put("LIVEKIT_URL", "http://127.0.0.1:" + liveKitPort);
      settings.put("LIVEKIT_API_KEY", Access.LIVEKIT_KEY);
      settings.put("LIVEKIT_API_SECRET", Access.LIVEKIT_SECRET);
    }
    return settings;
  }

  /** PostgreSQL itself. */
  public String jdbcUrl() {
    return "jdbc:postgresql://127.0.0.1:%d/whatsapp?user=whatsapp&password=whatsapp"
        .formatted(postgresPort);
  }

  /** MongoDB itself. */
  public String mongoUri() {
    return "mongodb://127.0.0.1:" + mongoPort + "/whatsapp";
  }
}

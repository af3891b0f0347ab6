package com.livemargs.whatsapp.chaos.server;

import com.livemargs.whatsapp.chaos.process.ChildNode;
import com.livemargs.whatsapp.chaos.process.Link;
import com.livemargs.whatsapp.chaos.process.Node;
import com.livemargs.whatsapp.chaos.process.PortSource;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.Uuid;

/** Kafka: each broker a process, reached by way of a link that it advertises as its own address. */
public final class Brokers {

  private static final String LARGEST_RECORD = String.valueOf(7 << 20);

  private final Path folder;
  private final List<Integer> controllers;
  private final String cluster = Uuid.randomUuid().toString();
  private final List<Node> nodes = new ArrayList<>();
  private final List<Link> links = new ArrayList<>();

  /** So many brokers below a folder; none is started. */
  public Brokers(Path folder, int count, PortSource ports) {
    this.folder = folder;
    this.controllers = IntStream.range(0, count).map(i -> ports.next()).boxed().toList();
    for (int id = 1; id <= count; id++) {
      add(id, ports);
    }
  }

  private void add(int id, PortSource ports) {
    String name = "kafka-" + id;
    int port = ports.next();
    Link link = new Link(name, ports.next(), port);
    links.add(link);
    Path home = folder.resolve(name);
    Path file = write(home, config(id, port, link.port(), ports.next(), home.resolve("log")));
    Path log = home.resolve("output.log");
    List<String> command = command(file);
    nodes.add(
        new ChildNode(
            name, () -> new ChildNode.Launch(command, Map.of(), log), () -> Ready.listens(port)));
  }

  private static List<String> command(Path file) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx384m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-Dlogback.configurationFile=chaos-logback.xml",
        "-cp",
        classPath(),
        BrokerMain.class.getName(),
        file.toString());
  }

  // Ours, whatever folder the broker is started in.
  private static String classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(entry -> new File(entry).getAbsolutePath())
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static Path write(Path home, Map<String, String> config) {
    Path file = home.resolve("broker.properties");
    try {
      Files.createDirectories(home);
      Properties properties = new Properties();
      properties.putAll(config);
      try (Writer writer = Files.newBufferedWriter(file)) {
        properties.store(writer, null);
      }
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Map<String, String> config(int id, int port, int advertised, int internal, Path log) {
    int controller = controllers.get(id - 1);
    int replicas = controllers.size();
    return Map.ofEntries(
        Map.entry(BrokerMain.CLUSTER, cluster),
        Map.entry("process.roles", "broker,controller"),
        Map.entry("node.id", String.valueOf(id)),
        Map.entry("controller.quorum.voters", voters()),
        Map.entry("listeners", listeners(port, internal, controller)),
        Map.entry("advertised.listeners", advertised(advertised, internal)),
        Map.entry("controller.listener.names", "CONTROLLER"),
        Map.entry("inter.broker.listener.name", "INTERNAL"),
        Map.entry("listener.security.protocol.map", PLAINTEXT),
        Map.entry("log.dirs", log.toString()),
        Map.entry("offsets.topic.replication.factor", String.valueOf(replicas)),
        Map.entry("offsets.topic.num.partitions", "5"),
        Map.entry("default.replication.factor", String.valueOf(replicas)),
        Map.entry("min.insync.replicas", replicas > 2 ? "2" : "1"),
        Map.entry("auto.create.topics.enable", "false"),
        Map.entry("broker.heartbeat.interval.ms", "500"),
        Map.entry("broker.session.timeout.ms", "4000"),
        Map.entry("group.initial.rebalance.delay.ms", "0"),
        Map.entry("message.max.bytes", LARGEST_RECORD),
        Map.entry("replica.fetch.max.bytes", LARGEST_RECORD),
        Map.entry("log.cleaner.dedupe.buffer.size", String.valueOf(2 << 20)),
        Map.entry("log.index.size.max.bytes", String.valueOf(1 << 20)),
        Map.entry("num.network.threads", "2"),
        Map.entry("num.io.threads", "4"),
        Map.entry("background.threads", "2"));
  }

  private static final String PLAINTEXT =
      "CLIENT:PLAINTEXT,INTERNAL:PLAINTEXT,CONTROLLER:PLAINTEXT";

  private static String listeners(int port, int internal, int controller) {
    return "CLIENT://127.0.0.1:%d,INTERNAL://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d"
        .formatted(port, internal, controller);
  }

  private static String advertised(int client, int internal) {
    return "CLIENT://127.0.0.1:%d,INTERNAL://127.0.0.1:%d".formatted(client, internal);
  }

  private String voters() {
    return IntStream.rangeClosed(1, controllers.size())
        .mapToObj(id -> id + "@127.0.0.1:" + controllers.get(id - 1))
        .collect(Collectors.joining(","));
  }

  /** The brokers. */
  public List<Node> nodes() {
    return nodes;
  }

  /** The way to each. */
  public List<Link> links() {
    return links;
  }

  /** For clients, by way of the links. */
  public String bootstrapServers() {
    return links.stream().map(link -> "127.0.0.1:" + link.port()).collect(Collectors.joining(","));
  }
}

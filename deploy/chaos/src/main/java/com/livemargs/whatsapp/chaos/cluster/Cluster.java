package com.livemargs.whatsapp.chaos.cluster;

import com.livemargs.whatsapp.chaos.process.Link;
import com.livemargs.whatsapp.chaos.process.Node;
import com.livemargs.whatsapp.chaos.process.PortSource;
import com.livemargs.whatsapp.chaos.process.Wait;
import com.livemargs.whatsapp.chaos.server.Brokers;
import com.livemargs.whatsapp.chaos.server.Stores;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The whole system as processes on this machine, with data, files and logs below one folder. What
 * services speak to (stores, brokers, Meta) they reach by links that may be broken; this JVM and
 * its checks reach it directly.
 */
public final class Cluster implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(240);

  private final Shape shape;
  private final Path folder;
  private final PortSource ports = new PortSource();
  private final Installation installation;
  private final Brokers brokers;
  private final Stores stores;
  private final Link graph;
  private final Link door;
  private final Meta meta;
  private final Fleet fleet;

  private Cluster(Shape shape, Path folder) {
    this.shape = shape;
    this.folder = folder;
    installation = new Installation(folder);
    brokers = new Brokers(folder, shape.brokers(), ports);
    stores = new Stores(folder, ports);
    Instance simulator =
        new Instance(Service.SIMULATOR, 1, installation, ports.next(), ports.next());
    meta = new Meta(simulator);
    graph = new Link("graph", ports.next(), simulator.port());
    door = new Link("door", ports.next());
    fleet = new Fleet(installation, ports, door);
    meta.lead(webhookUrl(), graph.port());
    installation.settings().putAll(Access.settings());
    installation.settings().putAll(stores.settings());
    installation.settings().putAll(own());
    installation.settings().putAll(shape.settings());
    installation.prepare();
  }

  /** Starts all of it and returns once every instance is ready. */
  public static Cluster start(Shape shape, Path folder) {
    Cluster cluster = new Cluster(shape, folder);
    try {
      cluster.startAll();
      return cluster;
    } catch (RuntimeException failure) {
      cluster.close();
      throw failure;
    }
  }

  private Map<String, String> own() {
    return Map.of(
        "KAFKA_BOOTSTRAP_SERVERS",
        brokers.bootstrapServers(),
        "WHATSAPP_GRAPH_URL",
        "http://127.0.0.1:" + graph.port(),
        "MEDIA_DIR",
        mediaFolder().toString(),
        "POSTGRES_POOL_SIZE",
        "5",
        // The broker notices a killed member after this; the product's own default is 15 s.
        "SPRING_KAFKA_CONSUMER_PROPERTIES_SESSION_TIMEOUT_MS",
        "6000");
  }

  private void startAll() {
    List<Node> servers = Stream.concat(brokers.nodes().stream(), stores.nodes().stream()).toList();
    servers.parallelStream().forEach(Node::start);
    meta.instance().start();
    servers.forEach(Cluster::awaitReady);
    awaitReady(meta.instance());
    shape.instances().forEach(fleet::add);
    installation
        .settings()
        .put("READ_API_URL", instances(Service.PERSISTENCE).getFirst().url("").toString());
    fleet.all().forEach(Instance::start);
    fleet.all().forEach(Cluster::awaitReady);
  }

  /** Settings that every service gets at its next start. */
  public Map<String, String> settingsOfAll() {
    return installation.settings();
  }

  /** Starts one more instance; returns at once. */
  public Instance scaleUp(Service service) {
    Instance instance = fleet.add(service);
    instance.start();
    return instance;
  }

  /** Stops the newest instance in order and forgets it. */
  public void scaleDown(Service service) {
    fleet.removeNewest(service).stop();
  }

  /** Waits for a node, or fails with where its log is. */
  public static void awaitReady(Node node) {
    // Asked once: a node that is busy may answer the next question too late.
    if (!Wait.until(PATIENCE, () -> node.isReady() || died(node)) || died(node)) {
      throw new IllegalStateException(node.name() + " did not become ready; its log says why");
    }
  }

  private static boolean died(Node node) {
    return !node.isAlive() && node.exitCode().isPresent();
  }

  /** Every node but Meta, which never fails here. */
  public List<Node> nodes() {
    List<Node> all = new ArrayList<>(brokers.nodes());
    all.addAll(stores.nodes());
    all.addAll(fleet.all());
    return all;
  }

  /** The node of that name. */
  public Node node(String name) {
    return nodes().stream().filter(node -> node.name().equals(name)).findFirst().orElseThrow();
  }

  /** The brokers. */
  public List<Node> brokers() {
    return brokers.nodes();
  }

  /** The instances of one service, oldest first. */
  public List<Instance> instances(Service service) {
    return fleet.of(service);
  }

  /** Links: kafka-1 …, postgres, mongodb, graph (to Meta), door (to the ingress). */
  public List<Link> links() {
    return Stream.of(brokers.links(), stores.links(), List.of(graph, door))
        .flatMap(List::stream)
        .toList();
  }

  /** The link of that name. */
  public Link link(String name) {
    return links().stream().filter(link -> link.name().equals(name)).findFirst().orElseThrow();
  }

  /** Heals every link, wakes every frozen node, starts every dead one and waits for all. */
  public void heal() {
    links().forEach(Link::heal);
    nodes().forEach(node -> node.signal("CONT"));
    nodes().stream().filter(node -> !node.isAlive()).forEach(Node::start);
    nodes().forEach(Cluster::awaitReady);
  }

  /** Where webhooks go: round all ingress instances. */
  public URI webhookUrl() {
    return URI.create("http://127.0.0.1:" + door.port() + "/whatsapp/webhook");
  }

  /** Meta's stand-in. */
  public Meta meta() {
    return meta;
  }

  /** Kafka for clients of this JVM. */
  public String bootstrapServers() {
    return brokers.bootstrapServers();
  }

  /** PostgreSQL for clients of this JVM, past the link. */
  public String jdbcUrl() {
    return stores.jdbcUrl();
  }

  /** MongoDB for clients of this JVM, past the link; the database is {@code whatsapp}. */
  public String mongoUri() {
    return stores.mongoUri();
  }

  /** How large it was made. */
  public Shape shape() {
    return shape;
  }

  /** Where all of it lies. */
  public Path folder() {
    return folder;
  }

  /** Where the media fetchers keep files. */
  public Path mediaFolder() {
    try {
      return Files.createDirectories(folder.resolve("media"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Kills all of it; the folder stays. */
  @Override
  public void close() {
    nodes().parallelStream().forEach(Node::kill);
    meta.instance().kill();
    links().forEach(Cluster::close);
  }

  private static void close(Link link) {
    try {
      link.close();
    } catch (IOException closed) {
      // nobody uses it any more
    }
  }
}

package com.livemargs.whatsapp.testkit;

import static java.util.stream.Collectors.joining;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.security.plain.PlainLoginModule;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.authorizer.StandardAuthorizer;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.jspecify.annotations.Nullable;

/** One KRaft node, broker and controller, inside this JVM; port and data outlive a stop. */
final class KafkaBroker {

  private final Path folder = Machine.folder("kafka");
  private final int port = Machine.freePort();
  private final int controllerPort = Machine.freePort();
  private final int guardedPort = Machine.freePort();
  private final Map<String, String> more;
  private final Map<String, String> passwords;
  private @Nullable KafkaRaftServer server;

  /**
   * A broker that is not started.
   *
   * @param more settings beside ours
   * @param passwords of principals; where there are any, they may do what they are allowed to, and
   *     whoever does not log in may do all
   */
  KafkaBroker(Map<String, String> more, Map<String, String> passwords) {
    this.more = more;
    this.passwords = passwords;
  }

  String bootstrapServers() {
    return Machine.LOOPBACK + ":" + port;
  }

  /** Where principals log in. */
  String guardedServers() {
    return Machine.LOOPBACK + ":" + guardedPort;
  }

  void start() {
    format();
    KafkaRaftServer started = new KafkaRaftServer(new KafkaConfig(settings(), false), Time.SYSTEM);
    started.startup();
    server = started;
  }

  void stop() {
    if (server != null) {
      server.shutdown();
      server.awaitShutdown();
      server = null;
    }
  }

  void delete() {
    stop();
    Machine.delete(folder);
  }

  private void format() {
    if (Files.exists(folder.resolve("meta.properties"))) {
      return;
    }
    Formatter formatter = new Formatter();
    formatter.setClusterId(Uuid.randomUuid().toString());
    formatter.setNodeId(1);
    formatter.addDirectory(folder.toString());
    formatter.setMetadataLogDirectory(Optional.of(folder.toString()));
    formatter.setReleaseVersion(MetadataVersion.latestProduction());
    formatter.setControllerListenerName("CONTROLLER");
    formatter.setUnstableFeatureVersionsEnabled(false);
    formatter.setPrintStream(new PrintStream(OutputStream.nullOutputStream()));
    try {
      formatter.run();
    } catch (Exception e) {
      throw new IllegalStateException("the Kafka folder could not be formatted", e);
    }
  }

  private Map<String, String> settings() {
    Map<String, String> all = new HashMap<>(network());
    all.putAll(singleNode());
    all.put("log.dirs", folder.toString());
    all.put("auto.create.topics.enable", "false");
    // A test that lets a consumer die does not want to wait for it.
    all.put("group.min.session.timeout.ms", "500");
    // A broker starts and stops with the answer to a heartbeat, one in two seconds otherwise.
    all.put("broker.heartbeat.interval.ms", "500");
    // The defaults are made for large heaps and large disks.
    all.put("log.cleaner.dedupe.buffer.size", "2097152");
    all.put("log.index.size.max.bytes", "1048576");
    all.put("num.network.threads", "2");
    all.put("num.io.threads", "4");
    if (!passwords.isEmpty()) {
      guard(all);
    }
    all.putAll(more);
    return all;
  }

  private void guard(Map<String, String> all) {
    String listener = ",GUARDED://" + guardedServers();
    all.merge("listeners", listener, String::concat);
    all.merge("advertised.listeners", listener, String::concat);
    all.merge("listener.security.protocol.map", ",GUARDED:SASL_PLAINTEXT", String::concat);
    all.put("listener.name.guarded.sasl.enabled.mechanisms", "PLAIN");
    all.put("listener.name.guarded.plain.sasl.jaas.config", logins());
    all.put("authorizer.class.name", StandardAuthorizer.class.getName());
    all.put("allow.everyone.if.no.acl.found", "false");
    all.put("super.users", "User:ANONYMOUS");
  }

  private String logins() {
    return passwords.entrySet().stream()
        .map(login -> " user_%s=\"%s\"".formatted(login.getKey(), login.getValue()))
        .collect(joining("", PlainLoginModule.class.getName() + " required", ";"));
  }

  private Map<String, String> network() {
    String client = "PLAINTEXT://" + bootstrapServers();
    String controller = Machine.LOOPBACK + ":" + controllerPort;
    return Map.of(
        "process.roles", "broker,controller",
        "node.id", "1",
        "controller.quorum.voters", "1@" + controller,
        "listeners", client + ",CONTROLLER://" + controller,
        "advertised.listeners", client,
        "controller.listener.names", "CONTROLLER",
        "inter.broker.listener.name", "PLAINTEXT",
        "listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
  }

  private static Map<String, String> singleNode() {
    return Map.of(
        "offsets.topic.replication.factor", "1",
        "offsets.topic.num.partitions", "2",
        "transaction.state.log.replication.factor", "1",
        "transaction.state.log.min.isr", "1",
        "transaction.state.log.num.partitions", "2",
        "share.coordinator.state.topic.replication.factor", "1",
        "share.coordinator.state.topic.min.isr", "1",
        "share.coordinator.state.topic.num.partitions", "1",
        "group.initial.rebalance.delay.ms", "0");
  }
}

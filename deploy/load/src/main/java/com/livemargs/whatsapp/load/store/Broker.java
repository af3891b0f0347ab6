package com.livemargs.whatsapp.load.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.livemargs.whatsapp.load.process.Child;
import com.livemargs.whatsapp.load.process.Cores;
import com.livemargs.whatsapp.load.process.Ports;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/** A Kafka broker, one KRaft node, as a process of its own with Kafka's own settings. */
public final class Broker {

  private Broker() {}

  /** Starts one and returns once it listens. */
  public static Child start(Path folder, int port, Cores cores, Path logs) {
    var command = Child.main("512m", Broker.class, folder.toString(), String.valueOf(port));
    Child child = Child.start("kafka", cores.keeping(command), Map.of(), logs);
    Ports.await(
        "Kafka listens",
        Duration.ofSeconds(60),
        () -> {
          child.requireAlive();
          return Ports.listens(port);
        });
    return child;
  }

  /** The process: folder and port. */
  public static void main(String[] arguments) throws Exception {
    Path folder = Files.createDirectories(Path.of(arguments[0]));
    format(folder);
    Map<String, String> settings = settings(folder, Integer.parseInt(arguments[1]));
    var server = new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
    Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown));
    server.startup();
    server.awaitShutdown();
  }

  private static void format(Path folder) throws Exception {
    Formatter formatter = new Formatter();
    formatter.setClusterId(Uuid.randomUuid().toString());
    formatter.setNodeId(1);
    formatter.addDirectory(folder.toString());
    formatter.setMetadataLogDirectory(Optional.of(folder.toString()));
    formatter.setReleaseVersion(MetadataVersion.latestProduction());
    formatter.setControllerListenerName("CONTROLLER");
    formatter.setUnstableFeatureVersionsEnabled(false);
    formatter.setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, UTF_8));
    formatter.run();
  }

  private static Map<String, String> settings(Path folder, int port) {
    String clients = "PLAINTEXT://" + Ports.LOOPBACK + ":" + port;
    String controller = Ports.LOOPBACK + ":" + Ports.free();
    Map<String, String> all = new HashMap<>();
    all.put("process.roles", "broker,controller");
    all.put("node.id", "1");
    all.put("controller.quorum.voters", "1@" + controller);
    all.put("listeners", clients + ",CONTROLLER://" + controller);
    all.put("advertised.listeners", clients);
    all.put("controller.listener.names", "CONTROLLER");
    all.put("inter.broker.listener.name", "PLAINTEXT");
    all.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    all.put("log.dirs", folder.toString());
    all.put("offsets.topic.replication.factor", "1");
    all.put("transaction.state.log.replication.factor", "1");
    all.put("transaction.state.log.min.isr", "1");
    all.put("share.coordinator.state.topic.replication.factor", "1");
    all.put("share.coordinator.state.topic.min.isr", "1");
    all.put("group.initial.rebalance.delay.ms", "0");
    all.put("auto.create.topics.enable", "false");
    all.put("log.cleaner.dedupe.buffer.size", String.valueOf(16 << 20));
    all.put("log.index.size.max.bytes", String.valueOf(1 << 20));
    return all;
  }
}

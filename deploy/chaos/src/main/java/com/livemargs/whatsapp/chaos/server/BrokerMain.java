package com.livemargs.whatsapp.chaos.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/** One broker and controller as a process: told everything by a file of properties. */
public final class BrokerMain {

  /** The property that holds the cluster's id. */
  static final String CLUSTER = "chaos.cluster.id";

  private BrokerMain() {}

  /** Formats the log where it is new, and serves until it is killed. */
  public static void main(String[] args) throws Exception {
    Map<String, String> config = read(Path.of(args[0]));
    String cluster = String.valueOf(config.remove(CLUSTER));
    Path log = Path.of(String.valueOf(config.get("log.dirs")));
    if (!Files.exists(log.resolve("meta.properties"))) {
      format(log, cluster, Integer.parseInt(String.valueOf(config.get("node.id"))));
    }
    KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(config, false), Time.SYSTEM);
    Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown));
    server.startup();
    server.awaitShutdown();
  }

  private static Map<String, String> read(Path file) throws Exception {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    }
    Map<String, String> config = new HashMap<>();
    properties.forEach((name, value) -> config.put(name.toString(), value.toString()));
    return config;
  }

  private static void format(Path log, String cluster, int node) throws Exception {
    Files.createDirectories(log);
    Formatter formatter = new Formatter();
    formatter.setClusterId(cluster);
    formatter.setNodeId(node);
    formatter.addDirectory(log.toString());
    formatter.setMetadataLogDirectory(Optional.of(log.toString()));
    formatter.setReleaseVersion(MetadataVersion.latestProduction());
    formatter.setControllerListenerName("CONTROLLER");
    formatter.setUnstableFeatureVersionsEnabled(false);
    formatter.setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, UTF_8));
    formatter.run();
  }
}

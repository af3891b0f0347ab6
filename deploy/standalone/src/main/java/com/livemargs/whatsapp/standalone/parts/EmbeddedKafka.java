package com.livemargs.whatsapp.standalone.parts;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.livemargs.whatsapp.standalone.server.Part;
import com.livemargs.whatsapp.standalone.settings.Ports;
import com.livemargs.whatsapp.standalone.settings.StartRefused;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.AppInfoParser;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.jspecify.annotations.Nullable;

/** A real Kafka in this JVM: one KRaft node, broker and controller, whose log outlives it. */
final class EmbeddedKafka implements Part {
  private final Path folder;
  private final int port;
  private int controllerPort;
  private @Nullable KafkaRaftServer server;

  EmbeddedKafka(Path folder, int port) {
    this.folder = folder;
    this.port = port;
  }

  @Override
  public List<Ports.Wanted> ports() {
    return List.of(new Ports.Wanted("KAFKA_PORT", "127.0.0.1", port, "another Kafka or ./run"));
  }

  // Nobody else speaks to the controller, so its port may differ at each start.
  @Override
  public void choosePorts(IntUnaryOperator freeFrom) {
    controllerPort = freeFrom.applyAsInt(port + 1);
  }

  @Override
  public void start() {
    try {
      Files.createDirectories(folder);
      if (!Files.exists(folder.resolve("meta.properties"))) {
        format();
      }
      var config = EmbeddedKafkaConfig.of(folder, port, controllerPort);
      server = new KafkaRaftServer(new KafkaConfig(config, false), Time.SYSTEM);
      server.startup();
    } catch (Exception e) {
      throw new StartRefused(
          "Kafka did not start on its log in %s: %s.".formatted(folder, e.getMessage()), e);
    }
  }

  @Override
  public String description() {
    return "Kafka: real, %s, one KRaft node in this process, at 127.0.0.1:%d"
        .formatted(AppInfoParser.getVersion(), port);
  }

  @Override
  public Map<String, String> settings() {
    return Map.of("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:" + port);
  }

  @Override
  public void close() {
    if (server != null) {
      server.shutdown();
      server.awaitShutdown();
    }
  }

  private void format() throws Exception {
    var formatter = new Formatter();
    formatter.setClusterId(Uuid.randomUuid().toString());
    formatter.setNodeId(EmbeddedKafkaConfig.NODE);
    formatter.addDirectory(folder.toString());
    formatter.setMetadataLogDirectory(Optional.of(folder.toString()));
    formatter.setReleaseVersion(MetadataVersion.latestProduction());
    formatter.setControllerListenerName(EmbeddedKafkaConfig.CONTROLLER);
    formatter.setUnstableFeatureVersionsEnabled(false);
    formatter.setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, UTF_8));
    formatter.run();
  }
}

package com.livemargs.whatsapp.standalone.parts;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** What makes a cluster's defaults fit one node that shares a small JVM. */
final class EmbeddedKafkaConfig {
  static final int NODE = 1;
  static final String CONTROLLER = "CONTROLLER";
  private static final String LARGEST_RECORD = String.valueOf(7 << 20);

  private EmbeddedKafkaConfig() {}

  static Map<String, String> of(Path folder, int port, int controllerPort) {
    var config = new HashMap<String, String>();
    config.putAll(identity(folder, port, controllerPort));
    config.putAll(singleNode());
    config.putAll(briskRestart());
    config.putAll(durability());
    config.putAll(smallMemory());
    return config;
  }

  private static Map<String, String> identity(Path folder, int port, int controllerPort) {
    var clients = "PLAINTEXT://127.0.0.1:" + port;
    var controller = "127.0.0.1:" + controllerPort;
    return Map.of(
        "process.roles",
        "broker,controller",
        "node.id",
        String.valueOf(NODE),
        "controller.quorum.voters",
        NODE + "@" + controller,
        "listeners",
        clients + "," + CONTROLLER + "://" + controller,
        "advertised.listeners",
        clients,
        "controller.listener.names",
        CONTROLLER,
        "inter.broker.listener.name",
        "PLAINTEXT",
        "listener.security.protocol.map",
        "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
        "log.dirs",
        folder.toString());
  }

  private static Map<String, String> singleNode() {
    return Map.of(
        "offsets.topic.replication.factor", "1",
        "offsets.topic.num.partitions", "5",
        "transaction.state.log.replication.factor", "1",
        "transaction.state.log.min.isr", "1",
        "transaction.state.log.num.partitions", "5",
        "share.coordinator.state.topic.replication.factor", "1",
        "share.coordinator.state.topic.min.isr", "1",
        "share.coordinator.state.topic.num.partitions", "1",
        "auto.create.topics.enable", "false");
  }

  // After a kill, the controller beside it takes the old broker for alive until its session has
  // expired.
  private static Map<String, String> briskRestart() {
    return Map.of(
        "broker.heartbeat.interval.ms", "500",
        "broker.session.timeout.ms", "4000",
        "group.initial.rebalance.delay.ms", "0");
  }

  // No replica would survive a power cut for us: a record is on disk before it is acknowledged.
  private static Map<String, String> durability() {
    return Map.of(
        "log.flush.interval.messages",
        "1",
        "message.max.bytes",
        LARGEST_RECORD,
        "replica.fetch.max.bytes",
        LARGEST_RECORD,
        "log.retention.hours",
        "336",
        "offsets.retention.minutes",
        "43200",
        "log.segment.bytes",
        String.valueOf(64 << 20));
  }

  private static Map<String, String> smallMemory() {
    return Map.of(
        "log.cleaner.dedupe.buffer.size", String.valueOf(2 << 20),
        "log.index.size.max.bytes", String.valueOf(1 << 20),
        "num.network.threads", "2",
        "num.io.threads", "4",
        "num.recovery.threads.per.data.dir", "2",
        "background.threads", "2");
  }
}

package com.livemargs.whatsapp.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.security.plain.PlainLoginModule;
import org.apache.kafka.common.utils.AppInfoParser;
import org.jspecify.annotations.Nullable;

/**
 * A Kafka broker for tests: one in-process KRaft node that creates no topic by itself, or the one
 * that {@code TEST_KAFKA_BOOTSTRAP_SERVERS} names.
 */
public final class KafkaServer implements AutoCloseable {

  private static @Nullable KafkaServer shared;

  private final @Nullable KafkaBroker broker;
  private final KafkaRecords records;

  private KafkaServer(@Nullable KafkaBroker broker, String bootstrapServers) {
    this.broker = broker;
    this.records = new KafkaRecords(bootstrapServers);
  }

  /** The broker of this JVM, started at the first call; nobody stops it. */
  public static synchronized KafkaServer shared() {
    if (shared == null) {
      shared =
          Machine.environment("TEST_KAFKA_BOOTSTRAP_SERVERS")
              .map(servers -> at(servers, "external"))
              .orElseGet(KafkaServer::start);
    }
    return shared;
  }

  /** A broker of one's own, to stop and restart. */
  public static KafkaServer start() {
    return start(Map.of());
  }

  /**
   * A broker of one's own.
   *
   * @param settings beside ours
   */
  public static KafkaServer start(Map<String, String> settings) {
    return start(new KafkaBroker(settings, Map.of()));
  }

  /**
   * A broker of one's own that has an authorizer. Whoever comes to {@link #guardedServers()} logs
   * in by SASL/PLAIN and may do what somebody allows; whoever comes to {@link #bootstrapServers()}
   * may do all.
   *
   * @param passwords by principals, read anew whenever it starts
   */
  public static KafkaServer guarded(Map<String, String> passwords) {
    return start(new KafkaBroker(Map.of(), passwords));
  }

  private static KafkaServer start(KafkaBroker broker) {
    KafkaServer server = new KafkaServer(broker, broker.bootstrapServers());
    Machine.atExit(server::close);
    broker.start();
    RealParts.used("kafka", "in-process " + AppInfoParser.getVersion());
    return server;
  }

  /**
   * A broker that somebody else starts and stops.
   *
   * @param where for the report, such as "external"
   */
  public static KafkaServer at(String bootstrapServers, String where) {
    RealParts.used("kafka", "real (" + where + ")");
    KafkaServer server = new KafkaServer(null, bootstrapServers);
    Machine.atExit(server::close);
    return server;
  }

  public String bootstrapServers() {
    return records.bootstrapServers();
  }

  /** Where principals log in, of a broker that is {@link #guarded}. */
  public String guardedServers() {
    return own().guardedServers();
  }

  /** Settings with which a client logs in there. */
  public static Map<String, String> login(String principal, String password) {
    return Map.of(
        "security.protocol",
        "SASL_PLAINTEXT",
        "sasl.mechanism",
        "PLAIN",
        "sasl.jaas.config",
        "%s required username=\"%s\" password=\"%s\";"
            .formatted(PlainLoginModule.class.getName(), principal, password));
  }

  /** Makes the broker unreachable; its port and data stay its own. */
  public void stop() {
    own().stop();
  }

  /** Starts a stopped broker on the same port with the same data. */
  public void restart() {
    own().stop();
    own().start();
  }

  private KafkaBroker own() {
    if (broker == null || this == shared) {
      throw new IllegalStateException(
          "others use this broker too: KafkaServer.start() gives one to stop");
    }
    return broker;
  }

  /**
   * Creates those of the topics that are not there yet; they take records of 6 MiB. (Other topics
   * take what they were created with: the broker keeps Kafka's default of 1 MiB, as an external one
   * would.)
   */
  public void createTopics(int partitions, String... names) {
    records.createTopics(partitions, List.of(names));
  }

  /** Writes one record and returns once the broker has it. */
  public RecordMetadata produce(
      String topic, @Nullable String key, byte @Nullable [] value, Header... headers) {
    return records.produce(new ProducerRecord<>(topic, null, key, value, List.of(headers)));
  }

  /** Writes one record with a text value. */
  public RecordMetadata produce(
      String topic, @Nullable String key, String value, Header... headers) {
    return produce(topic, key, value.getBytes(UTF_8), headers);
  }

  public static Header header(String name, String value) {
    return new RecordHeader(name, value.getBytes(UTF_8));
  }

  /** All records that the topic holds now, partition by partition in their order. */
  public List<ConsumerRecord<String, byte[]>> drain(String topic) {
    return records.drain(topic);
  }

  /** Stops the broker, where it is ours, and deletes its data. */
  @Override
  public void close() {
    records.close();
    if (broker != null) {
      broker.delete();
    }
  }
}

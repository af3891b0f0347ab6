package com.livemargs.whatsapp.events.kafka;

import com.livemargs.whatsapp.events.settings.Settings;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;

/**
 * Makes the Kafka clients of a service. Where and how to connect comes from {@code spring.kafka.*};
 * what a promise rests on (acknowledgement, order, offsets) is set here and cannot be weakened
 * there.
 */
public final class KafkaClients {

  private final KafkaProperties properties;

  public KafkaClients(KafkaProperties properties) {
    Settings.required(
        "KAFKA_BOOTSTRAP_SERVERS",
        String.join(",", properties.getBootstrapServers()),
        "Set it to host:port of one or more brokers, comma-separated.");
    this.properties = properties;
  }

  /** How many addresses of brokers are named. */
  int servers() {
    return properties.getBootstrapServers().size();
  }

  /**
   * A producer whose records are acknowledged by all in-sync replicas, once and in order; for as
   * long as the service runs.
   *
   * @param overrides budgets such as {@code delivery.timeout.ms}; durability cannot be overridden
   */
  public LastingProducer lastingProducer(Map<String, Object> overrides) {
    return new LastingProducer(() -> producer(overrides));
  }

  /** The like for a few records. */
  Producer<String, byte[]> producer(Map<String, Object> overrides) {
    Map<String, Object> config = new HashMap<>(properties.buildProducerProperties());
    config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, TopicSettings.MAX_DEAD_LETTER_BYTES);
    config.putAll(overrides);
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    reconnectSoon(config);
    config.remove(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG);
    config.remove(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG);
    return new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
  }

  /**
   * What consumers share: bytes, everything from the beginning, offsets committed by the container.
   */
  public Map<String, Object> consumerConfig() {
    Map<String, Object> config = new HashMap<>(properties.buildConsumerProperties());
    config.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class);
    config.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 4 * TopicSettings.MAX_RECORD_BYTES);
    // Callers may send commands in transactions: what was aborted was never said.
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    reconnectSoon(config);
    return config;
  }

  /** An admin client. */
  public Admin admin() {
    Map<String, Object> config = new HashMap<>(properties.buildAdminProperties());
    config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 3_000);
    config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 5_000);
    reconnectSoon(config);
    return Admin.create(config);
  }

  private static void reconnectSoon(Map<String, Object> config) {
    config.put(CommonClientConfigs.RECONNECT_BACKOFF_MS_CONFIG, 100L);
    config.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000L);
  }
}

package com.livemargs.whatsapp.events.kafka;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import reactor.core.Disposable;

/**
 * Runs the groups of this process: started when the topics are there, stopped before what they use.
 */
final class ConsumerGroups implements SmartLifecycle {

  private static final int SESSION_MILLIS = 15_000;
  // A batch gathers for this long unless so much is there before: at 500 messages a second a batch
  // of ten costs little more than one of one, in every service, both stores and the broker.
  private static final int GATHER_MILLIS = 20;
  private static final int GATHER_BYTES = 128 << 10;

  private final KafkaClients clients;
  private final ConsumerSettings settings;
  private final TopicProvisioner topics;
  private final List<ConcurrentMessageListenerContainer<String, byte[]>> containers =
      new ArrayList<>();
  private @Nullable Disposable starting;
  private volatile boolean running;

  ConsumerGroups(
      KafkaClients clients,
      ConsumerSettings settings,
      TopicProvisioner topics,
      List<ConsumerGroup> groups,
      Edge edge) {
    this.clients = clients;
    this.settings = settings;
    this.topics = topics;
    groups.forEach(group -> containers.add(container(group, edge)));
  }

  /** What stands between a container and a handler. */
  record Edge(DeadLetters deadLetters, MeterRegistry meters) {}

  private ConcurrentMessageListenerContainer<String, byte[]> container(
      ConsumerGroup group, Edge edge) {
    OutageBackOff outage = new OutageBackOff();
    ConcurrentMessageListenerContainer<String, byte[]> container =
        new ConcurrentMessageListenerContainer<>(
            new DefaultKafkaConsumerFactory<>(membership()), properties(group, edge, outage));
    container.setBeanName(group.id());
    container.setMainListenerId(group.id());
    container.setConcurrency(settings.concurrency());
    container.setCommonErrorHandler(outage);
    return container;
  }

  private Map<String, Object> membership() {
    Map<String, Object> config = clients.consumerConfig();
    config.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, settings.groupProtocol());
    if (settings.groupProtocol().equals("classic")) {
      String assignor = CooperativeStickyAssignor.class.getName();
      config.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, assignor);
      // Kafka's own 45 s would leave a killed instance's partitions idle for that long.
      config.putIfAbsent(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_MILLIS);
    }
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, settings.batchSize());
    config.putIfAbsent(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, GATHER_MILLIS);
    config.putIfAbsent(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, GATHER_BYTES);
    return config;
  }

  private static ContainerProperties properties(
      ConsumerGroup group, Edge edge, OutageBackOff outage) {
    BatchConsumer consumer = new BatchConsumer(group, edge.deadLetters(), edge.meters());
    ContainerProperties properties = new ContainerProperties(group.topics().toArray(String[]::new));
    properties.setGroupId(group.id());
    properties.setShutdownTimeout(Duration.ofSeconds(4).toMillis());
    properties.setMessageListener(
        (BatchMessageListener<String, byte[]>)
            batch -> {
              consumer.onMessage(batch);
              outage.succeeded(group.id());
            });
    return properties;
  }

  @Override
  public void start() {
    running = true;
    starting = topics.done().subscribe(v -> {}, e -> {}, this::startContainers);
  }

  private synchronized void startContainers() {
    if (running) {
      containers.forEach(ConcurrentMessageListenerContainer::start);
    }
  }

  @Override
  public synchronized void stop() {
    running = false;
    if (starting != null) {
      starting.dispose();
    }
    containers.parallelStream().forEach(ConcurrentMessageListenerContainer::stop);
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Ids of groups that have no partition of their own at the moment. */
  List<String> idle() {
    return containers.stream()
        .filter(container -> !container.isRunning() || container.getAssignedPartitions().isEmpty())
        .map(ConcurrentMessageListenerContainer::getGroupId)
        .toList();
  }
}

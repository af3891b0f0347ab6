package com.livemargs.whatsapp.events.kafka;

import com.livemargs.whatsapp.events.progress.GroupMeters;
import com.livemargs.whatsapp.events.progress.GroupProgress;
import com.livemargs.whatsapp.events.progress.WatchdogSettings;
import com.livemargs.whatsapp.events.progress.WatchedGroup;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ConsumerAwareRebalanceListener;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.ContainerProperties.AssignmentCommitOption;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/**
 * Runs the groups of this process: started when the topics are there, stopped before what they use,
 * and paused by operators meanwhile.
 */
public final class ConsumerGroups implements SmartLifecycle {

  private static final int SESSION_MILLIS = 15_000;
  static final Duration REFUSED_PAUSE = Duration.ofSeconds(5);
  // Soon enough for the most impatient watchdog.
  private static final Duration IDLE = Duration.ofMillis(250);
  private static final Duration WORTH_WAITING_FOR = Duration.ofSeconds(30);
  // A batch gathers for its group's time unless so much is there before: at 500 messages a second
  // one of 25 costs little more than one of one, in every service, both stores and the broker.
  private static final int GATHER_BYTES = 128 << 10;

  private final KafkaClients clients;
  private final ConsumerSettings settings;
  private final TopicProvisioner topics;
  private final Map<RunningGroup, Mono<Void>> running = new LinkedHashMap<>();
  private @Nullable Disposable starting;
  private volatile boolean started;

  ConsumerGroups(
      KafkaClients clients,
      ConsumerSettings settings,
      TopicProvisioner topics,
      List<ConsumerGroup> groups,
      Edge edge) {
    this.clients = clients;
    this.settings = settings;
    this.topics = topics;
    groups.forEach(group -> running.put(running(group, edge), group.known()));
  }

  /** What stands between a container and a handler. */
  record Edge(DeadLetters deadLetters, MeterRegistry meters, WatchdogSettings watchdog) {}

  private RunningGroup running(ConsumerGroup group, Edge edge) {
    GroupProgress progress = new GroupProgress(System::nanoTime);
    GroupMeters meters = new GroupMeters(edge.meters(), group.id(), progress);
    Duration patience = edge.watchdog().patience();
    BatchConsumer consumer =
        new BatchConsumer(group, edge.deadLetters(), progress, meters, patience);
    return new RunningGroup(
        group.id(), () -> container(group, consumer, meters), consumer, progress, meters);
  }

  private ConcurrentMessageListenerContainer<String, byte[]> container(
      ConsumerGroup group, BatchConsumer consumer, GroupMeters meters) {
    ConcurrentMessageListenerContainer<String, byte[]> container =
        new ConcurrentMessageListenerContainer<>(
            new DefaultKafkaConsumerFactory<>(membership(group)),
            properties(group, consumer, meters));
    container.setBeanName(group.id());
    container.setMainListenerId(group.id());
    container.setConcurrency(settings.concurrency());
    container.setCommonErrorHandler(consumer.outage());
    container.setApplicationEventPublisher(consumer::noticed);
    return container;
  }

  private Map<String, Object> membership(ConsumerGroup group) {
    Map<String, Object> config = clients.consumerConfig();
    config.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, settings.groupProtocol());
    if (settings.groupProtocol().equals("classic")) {
      String assignor = CooperativeStickyAssignor.class.getName();
      config.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, assignor);
      // Kafka's own 45 s would leave a killed instance's partitions idle for that long.
      config.putIfAbsent(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_MILLIS);
    }
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, settings.batchSize());
    config.putIfAbsent(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, (int) group.gather().toMillis());
    config.putIfAbsent(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, GATHER_BYTES);
    return config;
  }

  private static ContainerProperties properties(
      ConsumerGroup group, BatchConsumer consumer, GroupMeters meters) {
    ContainerProperties properties = new ContainerProperties(group.topics().toArray(String[]::new));
    properties.setGroupId(group.id());
    properties.setShutdownTimeout(Duration.ofSeconds(4).toMillis());
    properties.setMessageListener(consumer);
    properties.setIdlePartitionEventInterval(IDLE.toMillis());
    properties.setPollTimeout(IDLE.multipliedBy(2).toMillis());
    properties.setAssignmentCommitOption(AssignmentCommitOption.ALWAYS);
    properties.setAuthExceptionRetryInterval(REFUSED_PAUSE);
    properties.setConsumerRebalanceListener(
        new ConsumerAwareRebalanceListener() {
          @Override
          public void onPartitionsAssigned(
              org.apache.kafka.clients.consumer.Consumer<?, ?> member,
              Collection<TopicPartition> partitions) {
            meters.rebalanced();
          }
        });
    return properties;
  }

  @Override
  public void start() {
    started = true;
    starting = topics.done().subscribe(v -> {}, e -> {}, this::startContainers);
  }

  private void startContainers() {
    running.forEach(
        (group, known) ->
            known
                .timeout(WORTH_WAITING_FOR)
                .onErrorComplete()
                .subscribe(v -> {}, e -> {}, () -> start(group)));
  }

  private synchronized void start(RunningGroup group) {
    if (started) {
      group.start();
    }
  }

  @Override
  public synchronized void stop() {
    started = false;
    if (starting != null) {
      starting.dispose();
    }
    running.keySet().parallelStream().forEach(RunningGroup::stop);
  }

  @Override
  public boolean isRunning() {
    return started;
  }

  /** Ids of groups that have no partition of their own at the moment. */
  List<String> idle() {
    return running.keySet().stream().filter(RunningGroup::isIdle).map(RunningGroup::id).toList();
  }

  /** How each group stands. */
  public List<GroupStanding> standings() {
    return running.keySet().stream().map(RunningGroup::standing).toList();
  }

  /**
   * Has a group take no more records here until it is resumed or this process ends; empty when it
   * is none of this process. What is in hand is finished: blocks for that, for some seconds.
   */
  public Optional<GroupStanding> pause(String group) {
    return with(group, RunningGroup::pause);
  }

  /** Has a group that was paused go on; empty when it is none of this process. */
  public Optional<GroupStanding> resume(String group) {
    return with(group, RunningGroup::resume);
  }

  private Optional<GroupStanding> with(String group, Consumer<RunningGroup> change) {
    Optional<RunningGroup> found =
        running.keySet().stream().filter(one -> one.id().equals(group)).findFirst();
    found.ifPresent(change);
    return found.map(RunningGroup::standing);
  }

  /** The groups, to be watched. */
  List<WatchedGroup> watched() {
    return running.keySet().stream().map(RunningGroup::watched).toList();
  }
}

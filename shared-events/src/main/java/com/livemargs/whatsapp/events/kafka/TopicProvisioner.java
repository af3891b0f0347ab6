package com.livemargs.whatsapp.events.kafka;

import com.livemargs.whatsapp.events.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

/**
 * Makes the topics that are missing, with configured partitions, replication and retention, sees
 * that {@linkplain ExistingTopics those that are there} are fit, and says when all are. It tries
 * until the broker answers, so that a service may start before Kafka, and goes on looking: topics
 * that somebody deleted, or that a broker lost with its disk, are made again.
 */
public final class TopicProvisioner implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(TopicProvisioner.class);

  private final KafkaClients clients;
  private final TopicSettings settings;
  private final List<ConsumerGroup> groups;
  private final Duration lookAgain;
  private final ExistingTopics existing;
  private final Mono<Void> done;
  private @Nullable Disposable looking;

  TopicProvisioner(
      KafkaClients clients,
      TopicSettings settings,
      List<ConsumerGroup> groups,
      Duration lookAgain) {
    this.clients = clients;
    this.settings = settings;
    this.groups = groups;
    this.lookAgain = lookAgain;
    this.existing = new ExistingTopics(settings);
    this.done =
        Mono.<Void>fromRunnable(this::provision)
            .subscribeOn(Schedulers.boundedElastic())
            .doOnError(
                e ->
                    log.atWarn()
                        .addKeyValue("failure", e.getClass().getSimpleName())
                        .log("Topics not verified yet, trying again"))
            .retryWhen(
                Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(200))
                    .maxBackoff(Duration.ofSeconds(2)))
            .cache();
  }

  /** Completes once every topic is there; never fails. */
  public Mono<Void> done() {
    return done;
  }

  @Override
  public void start() {
    looking =
        done.thenMany(Flux.interval(lookAgain))
            .onBackpressureDrop()
            .concatMap(turn -> look())
            .subscribe();
  }

  private Mono<Void> look() {
    return Mono.<Void>fromRunnable(this::mend)
        .subscribeOn(Schedulers.boundedElastic())
        .onErrorComplete();
  }

  @Override
  public void stop() {
    if (looking != null) {
      looking.dispose();
      looking = null;
    }
  }

  @Override
  public boolean isRunning() {
    return looking != null;
  }

  private void provision() {
    withTopics(
        (admin, missing, there) -> {
          create(admin, missing);
          existing.check(admin, there);
        });
  }

  // Settings are raised at the start alone: an operator may have reasons to lower one meanwhile.
  private void mend() {
    withTopics(
        (admin, missing, there) -> {
          List<String> made = create(admin, missing);
          if (!made.isEmpty()) {
            log.atError()
                .addKeyValue("topics", made)
                .log("Topics were gone and are made again; what was on them is lost to consumers");
          }
          existing.compare(admin, there);
        });
  }

  /** What is done with the topics that we want. */
  @FunctionalInterface
  private interface Care {
    void take(Admin admin, List<NewTopic> missing, List<NewTopic> there)
        throws ExecutionException, InterruptedException;
  }

  private void withTopics(Care care) {
    try (Admin admin = clients.admin()) {
      Set<String> there = admin.listTopics().names().get();
      short replication = replication(admin);
      Map<Boolean, List<NewTopic>> wanted =
          wanted(groups, replication).stream()
              .collect(Collectors.partitioningBy(topic -> there.contains(topic.name())));
      care.take(admin, wanted.getOrDefault(false, List.of()), wanted.getOrDefault(true, List.of()));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    } catch (ExecutionException failed) {
      throw new IllegalStateException(failed.getCause());
    }
  }

  private short replication(Admin admin) throws ExecutionException, InterruptedException {
    int brokers = admin.describeCluster().nodes().get().size();
    return (short) (settings.replication() > 0 ? settings.replication() : Math.min(3, brokers));
  }

  private List<NewTopic> wanted(List<ConsumerGroup> groups, short replication) {
    List<NewTopic> wanted = new ArrayList<>();
    for (String name : Topics.ALL) {
      wanted.add(topic(name, replication, TopicSettings.MAX_RECORD_BYTES));
    }
    for (ConsumerGroup group : groups) {
      for (String topic : group.topics()) {
        String name = Topics.deadLetter(topic, group.id());
        wanted.add(topic(name, replication, TopicSettings.MAX_DEAD_LETTER_BYTES));
      }
    }
    return wanted;
  }

  private NewTopic topic(String name, short replication, int maxBytes) {
    Map<String, String> config = new HashMap<>();
    config.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(maxBytes));
    if (replication >= 3) {
      config.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, "2");
    }
    config.putAll(lifetime(name));
    return new NewTopic(name, settings.partitions(), replication).configs(config);
  }

  private Map<String, String> lifetime(String name) {
    String retention = Long.toString(settings.retention().toMillis());
    return switch (name) {
      case Topics.IDENTITIES ->
          Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
      // It must outlive the letters that it speaks of, whose segments go late.
      case Topics.HANDLED ->
          Map.of(
              TopicConfig.CLEANUP_POLICY_CONFIG,
              TopicConfig.CLEANUP_POLICY_COMPACT + "," + TopicConfig.CLEANUP_POLICY_DELETE,
              TopicConfig.RETENTION_MS_CONFIG,
              Long.toString(2 * settings.retention().toMillis()));
      default -> Map.of(TopicConfig.RETENTION_MS_CONFIG, retention);
    };
  }

  private static List<String> create(Admin admin, List<NewTopic> missing)
      throws ExecutionException, InterruptedException {
    List<String> made = new ArrayList<>();
    for (var created : admin.createTopics(missing).values().entrySet()) {
      try {
        created.getValue().get();
        made.add(created.getKey());
      } catch (ExecutionException failed) {
        // another instance was faster
        if (!(failed.getCause() instanceof TopicExistsException)) {
          throw failed;
        }
      }
    }
    return made;
  }
}

package com.livemargs.whatsapp.events.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.AuthorizationException;
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
  private final WantedTopics wanted;
  private final Duration lookAgain;
  private final ExistingTopics existing;
  private final BrokerCount brokers;
  private final Set<String> refused = ConcurrentHashMap.newKeySet();
  private final Mono<Void> done;
  private volatile boolean there;
  private @Nullable Disposable looking;

  TopicProvisioner(
      KafkaClients clients,
      TopicSettings settings,
      List<ConsumerGroup> groups,
      Duration lookAgain) {
    this.clients = clients;
    this.settings = settings;
    this.wanted = new WantedTopics(settings, groups);
    this.lookAgain = lookAgain;
    this.existing = new ExistingTopics(settings);
    this.brokers = new BrokerCount(clients.servers(), System::nanoTime);
    this.done =
        Mono.<Void>fromRunnable(this::provision)
            .subscribeOn(Schedulers.boundedElastic())
            .doOnSuccess(nothing -> there = true)
            .doOnError(
                e ->
                    log.atWarn()
                        .addKeyValue("failure", String.valueOf(e.getMessage()))
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

  /**
   * Whether every topic was there once. Before that nothing is produced: a broker that makes topics
   * by itself would make them as its own settings are.
   */
  public boolean areThere() {
    return there;
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
        (admin, missing, found) -> {
          Made made = create(admin, missing);
          List<NewTopic> others = seen(admin, made.byOthers());
          existing.check(admin, Stream.concat(found.stream(), others.stream()).toList());
        });
  }

  // Who may make every topic need not see each.
  private static List<NewTopic> seen(Admin admin, List<NewTopic> topics)
      throws ExecutionException, InterruptedException {
    Set<String> names = topics.isEmpty() ? Set.of() : admin.listTopics().names().get();
    return topics.stream().filter(topic -> names.contains(topic.name())).toList();
  }

  // Settings are raised at the start alone: an operator may have reasons to lower one meanwhile.
  private void mend() {
    withTopics(
        (admin, missing, found) -> {
          List<String> made = create(admin, missing).byUs();
          if (!made.isEmpty()) {
            log.atError()
                .addKeyValue("topics", made)
                .log("Topics were gone and are made again; what was on them is lost to consumers");
          }
          existing.lookAgain(admin, found);
        });
  }

  /** What is done with the topics that we want. */
  @FunctionalInterface
  private interface Care {
    void take(Admin admin, List<NewTopic> missing, List<NewTopic> found)
        throws ExecutionException, InterruptedException;
  }

  private void withTopics(Care care) {
    try (Admin admin = clients.admin()) {
      Set<String> names = admin.listTopics().names().get();
      int alive = admin.describeCluster().nodes().get().size();
      Map<Boolean, List<NewTopic>> found =
          wanted.topics(replication(alive)).stream()
              .collect(Collectors.partitioningBy(topic -> names.contains(topic.name())));
      List<NewTopic> missing = found.getOrDefault(false, List.of());
      if (!missing.isEmpty()
          && settings.replication() == 0
          && brokers.isToBeAwaited(alive)
          && mayMakeAny(admin, missing)) {
        throw new IllegalStateException("more brokers are expected");
      }
      care.take(admin, missing, found.getOrDefault(true, List.of()));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    } catch (ExecutionException failed) {
      throw new IllegalStateException(failed.getCause());
    }
  }

  // With the least rights most topics are missing for ever: nobody is awaited for their sake.
  private static boolean mayMakeAny(Admin admin, List<NewTopic> topics)
      throws ExecutionException, InterruptedException {
    CreateTopicsOptions onlyAsked = new CreateTopicsOptions().validateOnly(true);
    for (KafkaFuture<Void> answer : admin.createTopics(topics, onlyAsked).values().values()) {
      try {
        answer.get();
        return true;
      } catch (ExecutionException failed) {
        if (!isNotOurs(failed.getCause())) {
          throw failed;
        }
      }
    }
    return false;
  }

  private static boolean isNotOurs(@Nullable Throwable failure) {
    return failure instanceof AuthorizationException || failure instanceof TopicExistsException;
  }

  private short replication(int alive) {
    int usual = Math.min(BrokerCount.WANTED, alive);
    return (short) (settings.replication() > 0 ? settings.replication() : usual);
  }

  /** Which topics are there now: another instance, or the broker itself, may be faster. */
  private record Made(List<String> byUs, List<NewTopic> byOthers) {}

  private Made create(Admin admin, List<NewTopic> missing)
      throws ExecutionException, InterruptedException {
    Made made = new Made(new ArrayList<>(), new ArrayList<>());
    List<String> hidden = new ArrayList<>();
    Map<String, KafkaFuture<Void>> creations = admin.createTopics(missing).values();
    for (NewTopic topic : missing) {
      try {
        Objects.requireNonNull(creations.get(topic.name())).get();
        made.byUs().add(topic.name());
      } catch (ExecutionException failed) {
        if (failed.getCause() instanceof TopicExistsException) {
          made.byOthers().add(topic);
        } else if (failed.getCause() instanceof AuthorizationException) {
          hidden.add(topic.name());
        } else {
          throw failed;
        }
      }
    }
    refused(hidden);
    return made;
  }

  // A service with the least rights sees the topics alone that it uses.
  private void refused(List<String> topics) {
    if (refused.addAll(topics)) {
      log.atWarn()
          .addKeyValue("topics", topics)
          .log(
              "The broker neither shows these topics nor lets this service make them. Of those that"
                  + " the service uses (docs/operations.md), allow Describe, or Create while they"
                  + " are not there");
    }
  }
}

package com.livemargs.whatsapp.ingress;

import com.livemargs.whatsapp.events.kafka.LastingProducer;
import com.livemargs.whatsapp.events.kafka.TopicProvisioner;
import com.livemargs.whatsapp.ingress.split.Part.Kind;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.SmartLifecycle;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

/**
 * Up once the topics are there and the producer knows them: the first webhook must not spend its
 * budget on finding out.
 */
final class TopicsHealth implements HealthIndicator, SmartLifecycle {

  private static final Duration PAUSE = Duration.ofMillis(200);

  private final TopicProvisioner topics;
  private final LastingProducer producer;
  private @Nullable CompletableFuture<Void> known;

  TopicsHealth(TopicProvisioner topics, LastingProducer producer) {
    this.topics = topics;
    this.producer = producer;
  }

  @Override
  public synchronized void start() {
    known =
        topics
            .done()
            .then(Mono.fromRunnable(this::learn).subscribeOn(Schedulers.boundedElastic()))
            .retryWhen(Retry.fixedDelay(Long.MAX_VALUE, PAUSE))
            .then()
            .toFuture();
  }

  private void learn() {
    // It may have been made before Kafka took its login.
    producer.mend();
    for (Kind kind : Kind.values()) {
      producer.get().partitionsFor(kind.topic());
    }
  }

  @Override
  public synchronized Health health() {
    boolean there = known != null && known.isDone() && !known.isCompletedExceptionally();
    return there ? Health.up().build() : Health.down().build();
  }

  @Override
  public synchronized void stop() {
    if (known != null) {
      known.cancel(true);
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return known != null;
  }
}

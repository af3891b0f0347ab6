package com.livemargs.whatsapp.events.deadletter;

import com.livemargs.whatsapp.events.kafka.TopicProvisioner;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Tells the metrics how many letters of each topic nobody has replayed or discarded. */
final class LetterGauge implements SmartLifecycle {

  private static final Duration EVERY = Duration.ofMinutes(1);

  private final List<LetterDesk> desks;
  private final TopicProvisioner topics;
  private final MeterRegistry meters;
  private final Map<String, Double> open = new ConcurrentHashMap<>();
  private final Set<String> shown = new HashSet<>();
  private @Nullable Disposable looking;

  LetterGauge(List<LetterDesk> desks, TopicProvisioner topics, MeterRegistry meters) {
    this.desks = desks;
    this.topics = topics;
    this.meters = meters;
  }

  @Override
  public void start() {
    looking =
        topics
            .done()
            .thenMany(Flux.interval(Duration.ZERO, EVERY))
            .onBackpressureDrop()
            .concatMap(turn -> look())
            .subscribe();
  }

  // While Kafka is away the numbers are unknown, and say so.
  Mono<Void> look() {
    return Flux.fromIterable(desks)
        .concatMap(LetterDesk::counts)
        .concatMapIterable(Function.identity())
        .collectMap(LetterTally.Count::topic, count -> (double) count.open())
        .onErrorReturn(Map.of())
        .doOnNext(this::tell)
        .then();
  }

  private void tell(Map<String, Double> counts) {
    counts.keySet().stream().filter(shown::add).forEach(this::show);
    open.putAll(counts);
    open.keySet().retainAll(counts.keySet());
  }

  private void show(String topic) {
    Gauge.builder("whatsapp.letters.open", open, known -> known.getOrDefault(topic, Double.NaN))
        .description("Records put aside that nobody has replayed or discarded")
        .tag("topic", topic)
        .register(meters);
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
}

package com.livemargs.whatsapp.events.health;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Asks all dependencies at most every ten seconds, however often somebody looks. */
final class Dependencies {

  private static final Duration FRESH = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final Mono<Map<String, Answer>> answers;

  Dependencies(Collection<Dependency> dependencies) {
    Map<String, Dependency> byName = new TreeMap<>();
    dependencies.forEach(dependency -> byName.putIfAbsent(dependency.name(), dependency));
    answers =
        Flux.fromIterable(byName.values())
            .flatMapSequential(
                dependency -> ask(dependency).map(answer -> Map.entry(dependency.name(), answer)))
            .collectMap(Map.Entry::getKey, Map.Entry::getValue, LinkedHashMap::new)
            .cache(FRESH);
  }

  /** What one dependency says. */
  record Answer(String status, Map<String, Object> details) {
    boolean isUp() {
      return status.equals("UP");
    }
  }

  Mono<Map<String, Answer>> all() {
    return answers;
  }

  // Messages of drivers repeat addresses and values: only the kind of failure is told.
  private static Mono<Answer> ask(Dependency dependency) {
    return dependency
        .check()
        .map(details -> new Answer("UP", details))
        .timeout(PATIENCE)
        .onErrorResume(
            failure ->
                Mono.just(
                    new Answer("DOWN", Map.of("failure", failure.getClass().getSimpleName()))));
  }
}

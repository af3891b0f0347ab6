package com.livemargs.whatsapp.persistence.mongo;

import java.time.Duration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.data.mongodb.core.ReactiveMongoTemplate;
import reactor.core.publisher.Mono;

/**
 * Whether MongoDB answers; a ping, because the in-process stand-in knows no more. The group that
 * waits for it tells why it does; here nothing is logged, because probes ask every few seconds.
 */
public final class MongoHealth implements ReactiveHealthIndicator {

  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final ReactiveMongoTemplate template;
  private final MongoHouse house;

  public MongoHealth(ReactiveMongoTemplate template, MongoHouse house) {
    this.template = template;
    this.house = house;
  }

  @Override
  public Mono<Health> health() {
    return house
        .ready()
        .then(template.executeCommand("{ping: 1}"))
        .timeout(PATIENCE)
        .thenReturn(Health.up().build())
        .onErrorReturn(Health.down().withDetail("mongodb", "does not answer").build());
  }
}

package com.livemargs.whatsapp.persistence.mongo;

import java.time.Duration;
import org.springframework.boot.health.contributor.AbstractReactiveHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.data.mongodb.core.ReactiveMongoTemplate;
import reactor.core.publisher.Mono;

/** Whether MongoDB answers; a ping, because the in-process stand-in knows no more. */
public final class MongoHealth extends AbstractReactiveHealthIndicator {

  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final ReactiveMongoTemplate template;
  private final MongoHouse house;

  public MongoHealth(ReactiveMongoTemplate template, MongoHouse house) {
    super("MongoDB does not answer");
    this.template = template;
    this.house = house;
  }

  @Override
  protected Mono<Health> doHealthCheck(Health.Builder builder) {
    return house
        .ready()
        .then(template.executeCommand("{ping: 1}"))
        .timeout(PATIENCE)
        .thenReturn(builder.up().build());
  }
}

package com.livemargs.whatsapp.persistence.mongo;

import java.time.Duration;
import org.springframework.boot.health.contributor.AbstractReactiveHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import reactor.core.publisher.Mono;

/** Whether MongoDB answers; a ping, because the in-process stand-in knows no more. */
public final class MongoHealth extends AbstractReactiveHealthIndicator {

  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final MongoHouse house;

  public MongoHealth(MongoHouse house) {
    super("MongoDB does not answer");
    this.house = house;
  }

  @Override
  protected Mono<Health> doHealthCheck(Health.Builder builder) {
    return house.ready().then(house.ping()).timeout(PATIENCE).thenReturn(builder.up().build());
  }
}

package com.livemargs.whatsapp.events.kafka;

import java.util.List;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Whether every group of this process has partitions to work on. One that an operator has paused is
 * as it should be: what this process serves over HTTP goes on, and a load balancer that took it
 * away or a rollout that waited for it would make more of the pause than the operator wants.
 */
final class ConsumersHealth implements HealthIndicator {

  private final ConsumerGroups groups;

  ConsumersHealth(ConsumerGroups groups) {
    this.groups = groups;
  }

  @Override
  public Health health() {
    List<String> idle = groups.idle();
    return idle.isEmpty()
        ? Health.up().build()
        : Health.down().withDetail("without partitions", idle).build();
  }
}

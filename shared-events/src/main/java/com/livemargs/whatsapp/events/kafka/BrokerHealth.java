package com.livemargs.whatsapp.events.kafka;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.common.KafkaException;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.SmartLifecycle;

/** Whether a broker answers: asked in the background twice a second, told from memory. */
public final class BrokerHealth implements HealthIndicator, SmartLifecycle {

  private static final int PATIENCE_MILLIS = 1_000;
  private static final int PAUSE_MILLIS = 500;

  private final KafkaClients clients;
  private volatile boolean reachable;
  private volatile boolean running;

  BrokerHealth(KafkaClients clients) {
    this.clients = clients;
  }

  @Override
  public Health health() {
    return reachable
        ? Health.up().build()
        : Health.down().withDetail("broker", "not reachable").build();
  }

  /** Whether the last question was answered. */
  public boolean isReachable() {
    return reachable;
  }

  @Override
  public void start() {
    running = true;
    Thread.ofPlatform().daemon().name("broker-health").start(this::watch);
  }

  private void watch() {
    try {
      while (running) {
        askWithOneClient();
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  // A client cannot be made while no broker's name resolves, as when its container starts anew.
  private void askWithOneClient() throws InterruptedException {
    try (Admin admin = clients.admin()) {
      while (running) {
        reachable = answers(admin);
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      }
    } catch (KafkaException unmade) {
      reachable = false;
    }
  }

  private static boolean answers(Admin admin) throws InterruptedException {
    try {
      var options = new DescribeClusterOptions().timeoutMs(PATIENCE_MILLIS);
      return !admin
          .describeCluster(options)
          .nodes()
          .get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
          .isEmpty();
    } catch (ExecutionException | TimeoutException away) {
      return false;
    }
  }

  @Override
  public void stop() {
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}

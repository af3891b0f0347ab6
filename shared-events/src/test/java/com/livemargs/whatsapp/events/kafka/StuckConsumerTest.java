package com.livemargs.whatsapp.events.kafka;

import static com.livemargs.whatsapp.events.kafka.TestedGroup.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.livemargs.whatsapp.events.progress.WatchdogSettings;
import com.livemargs.whatsapp.testkit.KafkaServer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.health.contributor.Status;

/**
 * Consumers that hold partitions and do nothing. How often they are replaced nobody promises: on a
 * busy machine new ones may be too slow for so little patience, too.
 */
class StuckConsumerTest {

  private static final WatchdogSettings SOON =
      new WatchdogSettings(Duration.ofSeconds(2), Duration.ofMinutes(1));

  private final TestedGroup group = new TestedGroup(KafkaServer.shared(), SOON);
  private final CountDownLatch testEnds = new CountDownLatch(1);

  @AfterEach
  void stop() {
    testEnds.countDown();
    group.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"classic", "consumer"})
  void handlerThatNeverReturnsIsReplacedAndItsRecordsComeAgain(String protocol) {
    AtomicBoolean first = new AtomicBoolean(true);
    try (TestedGroup watched = new TestedGroup(KafkaServer.shared(), SOON, protocol)) {
      watched.startWatched(
          batch -> {
            if (texts(batch).contains("a") && first.compareAndSet(true, false)) {
              awaitForEver();
            }
            return watched.keep(batch);
          });
      watched.publish("a", "b", "c");

      await().untilAsserted(() -> assertThat(watched.done).contains("a", "b", "c"));
      assertThat(watched.restarts()).isPositive();
      await().untilAsserted(() -> assertThat(watched.health()).isEqualTo(Status.UP));
      assertThat(watched.dead()).isEmpty();
      assertThat(watched.exits).hasValue(0);
    }
  }

  @Test
  void handlerThatDiesIsReplacedAndItsRecordsComeAgain() {
    AtomicBoolean first = new AtomicBoolean(true);
    group.startWatched(
        batch -> {
          if (texts(batch).contains("a") && first.compareAndSet(true, false)) {
            throw new NoClassDefFoundError("such as a jar that was replaced under us");
          }
          return group.keep(batch);
        });
    group.publish("a", "b", "c");

    await().untilAsserted(() -> assertThat(group.done).contains("a", "b", "c"));
    assertThat(group.restarts()).isPositive();
    assertThat(group.dead()).isEmpty();
    assertThat(group.exits).hasValue(0);
  }

  @Test
  void fetchThatNeverReturnsIsReplacedAndNothingIsLost() {
    group.firstConsumersFetchFor(Duration.ofMinutes(10));
    group.startWatched(group::keep);
    group.publish("a", "b", "c");

    await().untilAsserted(() -> assertThat(group.done).contains("a", "b", "c"));
    assertThat(group.restarts()).isPositive();
    assertThat(group.exits).hasValue(0);
  }

  @Test
  void threadThatCannotBeWokenTakesLivenessDownAndThenTheProcess() {
    group.startWatched(
        batch -> {
          ignoreEverybody();
          return group.keep(batch);
        },
        Duration.ofSeconds(1));
    group.publish("a");

    await().untilAsserted(() -> assertThat(group.health()).isEqualTo(Status.DOWN));
    assertThat(group.restarts()).isPositive();
    await().untilAsserted(() -> assertThat(group.exits).hasValue(1));
  }

  private void awaitForEver() {
    try {
      testEnds.await();
    } catch (InterruptedException woken) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(woken);
    }
  }

  private void ignoreEverybody() {
    boolean over = false;
    while (!over) {
      try {
        testEnds.await();
        over = true;
      } catch (InterruptedException ignored) {
        over = false;
      }
    }
  }
}

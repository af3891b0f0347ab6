package com.livemargs.whatsapp.ingress.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.livemargs.whatsapp.ingress.publish.GatheringThreads.Row;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class GatheringThreadsTest {

  private static final Duration FOR_EVER = Duration.ofDays(1);

  private final Collection<String> done = new ConcurrentLinkedQueue<>();

  @Test
  void whoComesAloneWaitsForHisPatienceOnly() {
    try (var threads = new GatheringThreads(2, 10, new Row(8, Duration.ofMillis(1)))) {
      threads.execute(() -> done.add("alone"));

      await().untilAsserted(() -> assertThat(done).containsExactly("alone"));
    }
  }

  @Test
  void completeRowsWaitForNobodyAndKeepTheirOrder() {
    try (var threads = new GatheringThreads(1, 10, new Row(3, FOR_EVER))) {
      for (String task : List.of("a", "b", "c", "d", "e", "f", "too few")) {
        threads.execute(() -> done.add(task));
      }

      await().untilAsserted(() -> assertThat(done).containsExactly("a", "b", "c", "d", "e", "f"));
    }
  }

  @Test
  void oneGathersWhileAnotherWorks() {
    var working = new CountDownLatch(1);
    try (var threads = new GatheringThreads(2, 10, new Row(1, FOR_EVER))) {
      threads.execute(() -> await().until(() -> working.getCount() == 0));
      threads.execute(working::countDown);

      await().until(() -> working.getCount() == 0);
    }
  }

  @Test
  void tooMuchIsRefused() {
    try (var threads = new GatheringThreads(0, 1, new Row(8, FOR_EVER))) {
      threads.execute(() -> done.add("waits"));

      assertThatThrownBy(() -> threads.execute(() -> done.add("refused")))
          .isInstanceOf(RejectedExecutionException.class);
    }
  }

  @Test
  void whatWaitsIsDoneWhenItCloses() {
    var threads = new GatheringThreads(2, 10, new Row(8, FOR_EVER));
    threads.execute(() -> done.add("first"));
    threads.execute(() -> done.add("second"));
    threads.close();

    await().untilAsserted(() -> assertThat(done).containsExactlyInAnyOrder("first", "second"));
  }
}

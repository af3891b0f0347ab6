package com.livemargs.whatsapp.media.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.test.scheduler.VirtualTimeScheduler;

class PulseTest {

  private static final Duration EVERY = Duration.ofMillis(500);

  private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
  private final Pulse pulse = new Pulse(EVERY, time);
  private final AtomicInteger beats = new AtomicInteger();
  private final List<Throwable> failures = new CopyOnWriteArrayList<>();
  private final CountDownLatch held = new CountDownLatch(1);
  private final Disposable reader = pulse.beats().subscribe(beat -> read(), failures::add);
  private final Thread waker = Thread.ofVirtual().unstarted(pulse::wake);

  /** The reader is held up by its first beat. */
  @BeforeEach
  void holdUp() {
    waker.start();
    await().until(() -> beats.get() == 1);
  }

  @AfterEach
  void stop() {
    held.countDown();
    reader.dispose();
  }

  @Test
  void readerThatIsHeldUpForLongHearsTheNextBeat() throws InterruptedException {
    time.advanceTimeBy(EVERY.multipliedBy(1_000));
    held.countDown();
    waker.join();
    int before = beats.get();

    time.advanceTimeBy(EVERY);

    assertThat(failures).isEmpty();
    assertThat(beats.get()).isEqualTo(before + 1);
  }

  @Test
  void wakeNeitherWaitsForTheReaderNorIsLost() throws InterruptedException {
    pulse.wake();
    held.countDown();
    waker.join();

    assertThat(beats.get()).isEqualTo(2);
  }

  private void read() {
    beats.incrementAndGet();
    try {
      held.await();
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }
}

package com.livemargs.whatsapp.chaos.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.livemargs.whatsapp.chaos.crash.StopAtPoint.Manner;
import com.livemargs.whatsapp.events.crash.CrashPoint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StopAtPointTest {

  private static final CrashPoint POINT = CrashPoint.PERSISTENCE_BEFORE_WRITE;

  @Test
  void threadStandsAtItsPointUntilItIsInterruptedAndOnlyOnce() {
    StopAtPoint trigger = new StopAtPoint(StopAtPoint.order(POINT, 2, Manner.WAIT));
    trigger.reached(POINT);
    trigger.reached(CrashPoint.PERSISTENCE_WRITTEN);
    AtomicReference<Throwable> woken = new AtomicReference<>();
    Thread consumer = Thread.ofPlatform().unstarted(() -> trigger.reached(POINT));
    consumer.setUncaughtExceptionHandler((thread, failure) -> woken.set(failure));
    consumer.start();
    await().until(() -> consumer.getState() == Thread.State.WAITING);

    consumer.interrupt();
    await().untilAsserted(() -> assertThat(woken.get()).isInstanceOf(IllegalStateException.class));
    trigger.reached(POINT);
  }

  @Test
  void deafThreadHearsNobody() {
    StopAtPoint trigger = new StopAtPoint(StopAtPoint.order(POINT, 1, Manner.DEAF));
    Thread consumer = Thread.ofPlatform().daemon().start(() -> trigger.reached(POINT));
    await().until(() -> consumer.getState() == Thread.State.WAITING);
    consumer.interrupt();
    await().until(() -> !consumer.isInterrupted() && consumer.getState() == Thread.State.WAITING);
    assertThat(consumer.isAlive()).isTrue();
  }

  @Test
  void jarHoldsAllThatTheTriggerNeeds(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("trigger.jar");
    Files.write(file, TriggerJar.bytes());
    try (JarFile jar = new JarFile(file.toFile())) {
      assertThat(jar.stream().map(JarEntry::getName))
          .containsExactlyInAnyOrder(
              "com/livemargs/whatsapp/chaos/crash/StopAtPoint.class",
              "com/livemargs/whatsapp/chaos/crash/StopAtPoint$Manner.class",
              "META-INF/services/com.livemargs.whatsapp.events.crash.CrashPoint$Trigger");
    }
  }
}

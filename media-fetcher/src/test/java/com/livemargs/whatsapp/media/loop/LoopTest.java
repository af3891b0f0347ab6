package com.livemargs.whatsapp.media.loop;

import static org.awaitility.Awaitility.await;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

class LoopTest {

  @Test
  void workThatFailedBeginsAnew() {
    AtomicInteger starts = new AtomicInteger();
    Loop loop =
        new Loop() {
          @Override
          protected Flux<?> rounds() {
            if (starts.incrementAndGet() < 3) {
              throw new IllegalStateException("unforeseen");
            }
            return Flux.never();
          }
        };

    loop.start();

    await().until(() -> starts.get() == 3);
    loop.stop();
  }
}

package com.livemargs.whatsapp.chaos.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PaceTest {

  private static final double ONE_AN_HOUR = 1 / 3_600.0;

  @Test
  void whoStandsInLineLeavesWhenAllIsOver() {
    Pace pace = new Pace(ONE_AN_HOUR);
    AtomicBoolean wanted = new AtomicBoolean(true);
    assertThat(pace.await(wanted::get)).isTrue();
    AtomicInteger left = new AtomicInteger();
    for (int i = 0; i < 3; i++) {
      Thread.ofVirtual().start(() -> left.addAndGet(pace.await(wanted::get) ? 0 : 1));
    }
    wanted.set(false);
    await().untilAsserted(() -> assertThat(left).hasValue(3));
  }
}

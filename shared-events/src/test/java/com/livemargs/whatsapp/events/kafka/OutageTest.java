package com.livemargs.whatsapp.events.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import com.livemargs.whatsapp.events.kafka.OutageBackOff.Outage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class OutageTest {

  private final AtomicLong clock = new AtomicLong(-7);
  private final Outage outage = new Outage(clock::get);

  @Test
  void anOutageIsToldAtItsBeginningAndThenEverMoreRarely() {
    List<Long> toldAt = new ArrayList<>();
    while (outage.lasted().compareTo(Duration.ofMinutes(5)) < 0) {
      if (outage.isToBeTold()) {
        toldAt.add(outage.lasted().toSeconds());
      }
      clock.addAndGet(Duration.ofSeconds(5).toNanos());
    }

    assertThat(toldAt).containsExactly(0L, 5L, 15L, 35L, 75L, 135L, 195L, 255L);
  }

  @Test
  void pausesGrowToFiveSeconds() {
    List<Long> pauses = new ArrayList<>();
    for (int tries = 0; tries < 7; tries++) {
      pauses.add(outage.pause().toMillis());
    }

    assertThat(pauses).containsExactly(250L, 500L, 1000L, 2000L, 4000L, 5000L, 5000L);
  }
}

package com.livemargs.whatsapp.simulator.recipient;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PairLimitTest {

  private static final Instant START = Instant.parse("2026-11-24T00:00:00Z");

  private final PairLimit limit = new PairLimit();

  private boolean allowsAfter(Duration time) {
    return limit.allows("4915550118822", START.plus(time));
  }

  @Test
  void fortyFiveAreLentAndPaidBackInTheirTime() {
    var burst = IntStream.range(0, 45).mapToObj(i -> allowsAfter(Duration.ofMillis(i))).toList();

    assertThat(burst).containsOnly(true);
    assertThat(allowsAfter(Duration.ofMillis(45))).isFalse();
    assertThat(allowsAfter(Duration.ofSeconds(269))).isFalse();
    assertThat(allowsAfter(Duration.ofSeconds(270))).isTrue();
  }

  @Test
  void nothingIsLentLaterThanSixSecondsAfterTheFirst() {
    assertThat(allowsAfter(Duration.ZERO)).isTrue();
    assertThat(allowsAfter(Duration.ofSeconds(5))).isTrue();
    assertThat(allowsAfter(Duration.ofSeconds(7))).isFalse();
    assertThat(allowsAfter(Duration.ofSeconds(12))).isTrue();
  }
}

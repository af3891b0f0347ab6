package com.livemargs.whatsapp.media.outage;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BreakerTest {

  private static final int ENOUGH = 8;

  /** Longer than a thread of a busy machine sleeps between two lines. */
  private static final Duration FIRST = Duration.ofSeconds(20);

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Breaker breaker = new Breaker(new OutageSettings(FIRST), meters);

  @Test
  void failuresBetweenServedFilesPauseNothing() {
    for (int i = 0; i < 3 * ENOUGH; i++) {
      breaker.failed(breaker.begin(), Outage.FAILING);
      breaker.served(breaker.begin());
    }

    assertThat(breaker.isOpen()).isFalse();
    assertThat(breaker.admits(5)).isEqualTo(5);
  }

  @Test
  void nothingBeginsRightAfterItOpened() {
    open();

    assertThat(breaker.admits(5)).isZero();
    assertThat(paused(Outage.LIMIT)).isOne();
    assertThat(paused(Outage.REFUSED)).isZero();
  }

  @Test
  void whatBeganBeforeNeitherLengthensThePauseNorEndsIt() {
    int before = breaker.begin();
    open();

    for (int i = 0; i < ENOUGH; i++) {
      breaker.failed(before, Outage.LIMIT);
    }
    breaker.served(before);

    assertThat(breaker.isOpen()).isTrue();
    assertThat(breaker.pause()).isEqualTo(FIRST);
  }

  @Test
  void aTryThatFailsDoublesThePauseUpToAMinute() {
    open();

    breaker.failed(breaker.begin(), Outage.LIMIT);
    assertThat(breaker.pause()).isEqualTo(FIRST.multipliedBy(2));

    for (int i = 0; i < 100; i++) {
      breaker.failed(breaker.begin(), Outage.LIMIT);
    }
    assertThat(breaker.pause()).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void aFileThatIsServedEndsIt() {
    open();

    breaker.served(breaker.begin());

    assertThat(breaker.admits(5)).isEqualTo(5);
    assertThat(paused(Outage.LIMIT)).isZero();
  }

  @Test
  void aDiskThatTakesNothingIsNotAskedTwice() {
    breaker.failed(breaker.begin(), Outage.DISK);

    assertThat(breaker.admits(5)).isZero();
    assertThat(breaker.pause()).isEqualTo(FIRST);
    assertThat(paused(Outage.DISK)).isOne();
  }

  @Test
  void whatMetaSaysOfAFileDoesNotShowThatTheDiskTakesOne() {
    breaker.failed(breaker.begin(), Outage.DISK);

    breaker.answered(breaker.begin());
    assertThat(breaker.isOpen()).isTrue();
    assertThat(breaker.admits(4)).isEqualTo(1);

    breaker.served(breaker.begin());
    assertThat(breaker.isOpen()).isFalse();
  }

  @Test
  void whatMetaSaysOfAFileShowsThatItServes() {
    open();

    breaker.answered(breaker.begin());

    assertThat(breaker.isOpen()).isFalse();
  }

  private void open() {
    for (int i = 0; i < ENOUGH; i++) {
      breaker.failed(breaker.begin(), Outage.LIMIT);
    }
  }

  private double paused(Outage reason) {
    return meters.get("whatsapp.media.paused").tag("reason", reason.word()).gauge().value();
  }
}

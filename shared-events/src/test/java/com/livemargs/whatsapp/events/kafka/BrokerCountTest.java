package com.livemargs.whatsapp.events.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BrokerCountTest {

  private final AtomicLong nanos = new AtomicLong();

  private BrokerCount count(int addresses) {
    return new BrokerCount(addresses, nanos::get);
  }

  @Test
  void asManyAsAreNamedAreWaitedFor() {
    BrokerCount brokers = count(3);

    assertThat(brokers.isToBeAwaited(1)).isTrue();
    assertThat(brokers.isToBeAwaited(2)).isTrue();
    assertThat(brokers.isToBeAwaited(3)).isFalse();
  }

  @Test
  void severalAddressesMayLeadToOneBrokerThatIsNotWaitedForWithoutEnd() {
    BrokerCount brokers = count(3);
    brokers.isToBeAwaited(1);

    nanos.addAndGet(Duration.ofMinutes(1).toNanos());

    assertThat(brokers.isToBeAwaited(1)).isFalse();
  }

  @Test
  void brokersThatWereSeenAreWaitedForAgain() {
    BrokerCount brokers = count(1);
    assertThat(brokers.isToBeAwaited(3)).isFalse();

    nanos.addAndGet(Duration.ofDays(1).toNanos());

    assertThat(brokers.isToBeAwaited(1)).isTrue();
  }

  @Test
  void aSingleBrokerIsEnoughWhereOneIsNamed() {
    assertThat(count(1).isToBeAwaited(1)).isFalse();
  }
}

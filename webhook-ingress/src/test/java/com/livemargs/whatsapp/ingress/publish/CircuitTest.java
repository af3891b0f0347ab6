package com.livemargs.whatsapp.ingress.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CircuitTest {

  private final AtomicBoolean reachable = new AtomicBoolean(true);
  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
  private final Circuit circuit = new Circuit(reachable::get, now::get);

  @Test
  void aBrokerThatNeverAnsweredIsNotTried() {
    reachable.set(false);

    assertThat(circuit.refuses()).isTrue();
  }

  @Test
  void aFreshAcknowledgementOutweighsASlowAnswer() {
    circuit.succeeded();
    reachable.set(false);

    assertThat(circuit.refuses()).isFalse();
    now.addAndGet(Duration.ofSeconds(4).toNanos());
    assertThat(circuit.refuses()).isTrue();
  }

  @Test
  void oneFailureIsEnoughWhenTheBrokerDoesNotAnswer() {
    circuit.succeeded();
    circuit.failed();
    assertThat(circuit.refuses()).isFalse();

    reachable.set(false);

    assertThat(circuit.refuses()).isTrue();
  }

  @Test
  void afterAnOutageOneInAWhileMayTryAndTheFirstSuccessOpensTheDoor() {
    circuit.failed();
    circuit.failed();
    circuit.failed();

    assertThat(circuit.refuses()).isFalse();
    assertThat(circuit.refuses()).isTrue();
    now.addAndGet(Duration.ofMillis(200).toNanos());
    assertThat(circuit.refuses()).isFalse();
    circuit.succeeded();
    assertThat(circuit.refuses()).isFalse();
  }
}

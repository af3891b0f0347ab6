package com.livemargs.whatsapp.outbound.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SendMetersTest {

  @ParameterizedTest
  @ValueSource(strings = {"queue", "queue.age", "ambiguous.open", "numbers.stopped"})
  void whatWasNotLookedAtYetIsUnknown(String name) {
    MeterRegistry registry = new SimpleMeterRegistry();
    new SendMeters(registry);

    assertThat(registry.get("whatsapp.send." + name).gauge().value()).isNaN();
  }
}

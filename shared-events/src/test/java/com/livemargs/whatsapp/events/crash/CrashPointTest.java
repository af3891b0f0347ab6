package com.livemargs.whatsapp.events.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.Arrays;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class CrashPointTest {

  @Test
  void withoutATriggerOnTheClassPathNothingHappensAtAnyPoint() {
    assertThat(ServiceLoader.load(CrashPoint.Trigger.class)).isEmpty();
    assertThatCode(() -> Arrays.stream(CrashPoint.values()).forEach(CrashPoint::reached))
        .doesNotThrowAnyException();
  }

  @Test
  void everyPointNamesItsProgram() {
    assertThat(CrashPoint.values())
        .extracting(CrashPoint::program)
        .containsOnly("ingress", "persistence", "media", "outbound", "livekit");
  }
}

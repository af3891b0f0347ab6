package com.livemargs.whatsapp.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

class RealPartsTest {

  private final String required = System.getProperty("real.required", "false");

  @AfterEach
  void restore() {
    System.setProperty("real.required", required);
  }

  @Test
  void aMissingPartSkipsTheTest() {
    System.setProperty("real.required", "false");

    assertThatThrownBy(() -> RealParts.assume(Optional.empty(), "warp-drive"))
        .isInstanceOf(TestAbortedException.class)
        .hasMessageContaining("warp-drive");
  }

  @Test
  void aMissingPartFailsWhereRealPartsAreRequired() {
    System.setProperty("real.required", "true");

    assertThatThrownBy(() -> RealParts.assume(Optional.empty(), "warp-drive"))
        .isInstanceOf(AssertionFailedError.class);
    assertThatThrownBy(() -> RealParts.insteadOf("warp-drive", () -> "bicycle"))
        .isInstanceOf(AssertionFailedError.class);
  }

  @Test
  void theReportNamesEachPart() {
    KafkaServer.shared();

    assertThat(RealParts.report())
        .startsWith("real parts: kafka ")
        .contains("postgresql ", "mongodb ", "livekit ");
  }
}

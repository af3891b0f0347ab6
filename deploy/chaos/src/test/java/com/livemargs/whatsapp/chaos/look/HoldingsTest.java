package com.livemargs.whatsapp.chaos.look;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HoldingsTest {

  @Test
  void whatOneStoreAloneSaysIsNotSaid() {
    assertThat(Holdings.agreed("stored", "stored")).isEqualTo("stored");
    assertThat(Holdings.agreed("stored", "pending")).isNotIn("stored", "pending");
    assertThat(Holdings.agreed("/uploads/whatsapp/a", "/uploads/whatsapp/b")).doesNotStartWith("/");
  }
}

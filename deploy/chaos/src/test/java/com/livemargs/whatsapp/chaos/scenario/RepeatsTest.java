package com.livemargs.whatsapp.chaos.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RepeatsTest {

  @Test
  void otherBodyUnderAUsedKeyIsToBeRefusedAsThatAndNotAsUnderWay() {
    assertThat(Repeats.judge(1, 0, true, 422).finding()).isEqualTo(Finding.KEPT);
    assertThat(Repeats.judge(1, 0, true, 409).finding()).isEqualTo(Finding.BROKEN);
    assertThat(Repeats.judge(1, 0, true, 200).finding()).isEqualTo(Finding.BROKEN);
  }
}

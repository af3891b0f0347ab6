package com.livemargs.whatsapp.chaos.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SmokeTest {

  @Test
  void nothingIsCalledKeptWhereNothingHappened() {
    assertThat(Smoke.judge(20, 20)).isEmpty();
  }

  @Test
  void oneThatIsNotTakenOrNotStoredIsBroken() {
    assertThat(Smoke.judge(19, 20)).singleElement().matches(Verdict::broken);
    assertThat(Smoke.judge(20, 19)).singleElement().matches(Verdict::broken);
  }
}

package com.livemargs.whatsapp.persistence.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How far apart the stores are, as the clock's comparison tells it. */
class DivergenceTest {

  @ParameterizedTest
  @CsvSource({"0, false, 0", "3, false, 3", "3, true, 3", "0, true, 1"})
  void comparisonThatStoppedEarlyNeverSaysThatNothingIsLeft(int left, boolean more, int told) {
    Reconciliation done = new Reconciliation(0, 1, true, 9, 9, 0, 0, 0, 5, 5, left, more, 9);

    assertThat(done.divergence()).isEqualTo(told);
  }
}

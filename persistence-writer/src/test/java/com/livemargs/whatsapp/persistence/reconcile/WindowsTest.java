package com.livemargs.whatsapp.persistence.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import com.livemargs.whatsapp.persistence.reconcile.Windows.Stretch;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class WindowsTest {

  private static final Instant START = Instant.parse("2026-11-27T12:00:00Z");
  private static final Duration LENGTH = Duration.ofMinutes(5);

  private final Windows here = new Windows();
  private final Windows there = new Windows();

  private static Entry entry(int window) {
    Instant at = START.plus(LENGTH.multipliedBy(window)).plusSeconds(1);
    return new Entry(UUID.randomUUID(), null, at, Fingerprint.NONE);
  }

  @Test
  void whatIsAlikeIsNotLookedAtAgain() {
    for (int window = 0; window < 10; window++) {
      Entry same = entry(window);
      here.add(same);
      there.add(same);
    }
    here.add(entry(4));

    assertThat(here.differing(there, 1_000))
        .singleElement()
        .satisfies(
            stretch -> {
              assertThat(stretch.from()).isEqualTo(START.plus(LENGTH.multipliedBy(4)));
              assertThat(stretch.to()).isEqualTo(START.plus(LENGTH.multipliedBy(5)));
            });
  }

  @Test
  void aStoreThatIsEmptyIsReadInStretchesThatFitIntoMemory() {
    for (int window = 0; window < 10; window++) {
      for (int i = 0; i < 30; i++) {
        here.add(entry(window));
      }
    }

    List<Stretch> stretches = here.differing(there, 100);

    assertThat(stretches)
        .extracting(stretch -> stretch.windows().size())
        .containsExactly(3, 3, 3, 1);
    assertThat(there.differing(here, 100)).isEqualTo(stretches);
  }
}

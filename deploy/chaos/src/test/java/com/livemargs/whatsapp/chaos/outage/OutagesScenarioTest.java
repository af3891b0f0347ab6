package com.livemargs.whatsapp.chaos.outage;

import static org.assertj.core.api.Assertions.assertThat;

import com.livemargs.whatsapp.chaos.scenario.Finding;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OutagesScenarioTest {

  private static final Duration LENGTH = Duration.ofSeconds(12);

  @Test
  void outageOfAServerThatIsNotInstalledIsCalledNotTested() {
    assertThat(OutagesScenario.notInstalled("livekit-server", LENGTH, Set.of("postgres")))
        .hasValueSatisfying(
            verdict -> {
              assertThat(verdict.finding()).isEqualTo(Finding.NOT_TESTED);
              assertThat(verdict.figures()).containsValue("livekit-server");
            });
  }

  @Test
  void serverThatIsThereIsTakenAway() {
    assertThat(OutagesScenario.notInstalled("postgres", LENGTH, Set.of("postgres"))).isEmpty();
  }
}

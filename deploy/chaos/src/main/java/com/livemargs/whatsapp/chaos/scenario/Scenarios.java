package com.livemargs.whatsapp.chaos.scenario;

import com.livemargs.whatsapp.chaos.misuse.MisuseScenario;
import com.livemargs.whatsapp.chaos.outage.BrokersAwayScenario;
import com.livemargs.whatsapp.chaos.poison.PoisonScenario;
import java.util.List;

/** All of them, in the order in which they run. */
public final class Scenarios {

  private static final List<Scenario> ALL = List.of(
          new Smoke(), new PoisonScenario(), new MisuseScenario(), new BrokersAwayScenario());

  private Scenarios() {}

  /** Those of a tier, or the one of that name in any tier. */
  public static List<Scenario> of(Tier tier, String only) {
    List<Scenario> chosen =
        ALL.stream().filter(it -> only.isEmpty() ? it.isIn(tier) : it.name().equals(only)).toList();
    if (chosen.isEmpty()) {
      String names = String.join(", ", ALL.stream().map(Scenario::name).toList());
      throw new IllegalArgumentException("There is no scenario " + only + "; there are: " + names);
    }
    return chosen;
  }
}

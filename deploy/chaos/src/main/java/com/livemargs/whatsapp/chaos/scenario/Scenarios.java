package com.livemargs.whatsapp.chaos.scenario;

import com.livemargs.whatsapp.chaos.configuration.ConfigurationScenario;
import com.livemargs.whatsapp.chaos.converge.ConvergenceScenario;
import com.livemargs.whatsapp.chaos.file.FilesScenario;
import com.livemargs.whatsapp.chaos.misuse.MisuseScenario;
import com.livemargs.whatsapp.chaos.outage.BrokersAwayScenario;
import com.livemargs.whatsapp.chaos.outage.OutagesScenario;
import com.livemargs.whatsapp.chaos.outage.WedgeScenario;
import com.livemargs.whatsapp.chaos.poison.PoisonScenario;
import com.livemargs.whatsapp.chaos.privacy.PrivacyScenario;
import com.livemargs.whatsapp.chaos.rebuild.RebuildScenario;
import java.util.List;

/** All of them, in the order in which they run. */
public final class Scenarios {

  // The storm counts everything there is, so nothing that leaves traces comes before it. Poison and
  // nonsense leave files that are tried for days, so nothing that waits for rest comes behind them.
  private static final List<Scenario> ALL =
      List.of(
          new Smoke(),
          new Storm(),
          new Rolling(),
          new Repeats(),
          new InOrder(),
          new RebuildScenario(),
          new PoisonScenario(),
          new MisuseScenario(),
          new BrokersAwayScenario(),
          new OutagesScenario(),
          new ConvergenceScenario(),
          new PrivacyScenario(),
          new FilesScenario(),
          new WedgeScenario(),
          new ConfigurationScenario());

  private Scenarios() {}

  /**
   * Those of a tier, or those of these names, comma-separated, in any tier.
   *
   * @throws IllegalArgumentException if there is no scenario of one of the names
   */
  public static List<Scenario> of(Tier tier, String only) {
    if (only.isEmpty()) {
      return ALL.stream().filter(it -> it.isIn(tier)).toList();
    }
    List<String> names = List.of(only.split(","));
    List<String> all = ALL.stream().map(Scenario::name).toList();
    List<String> unknown = names.stream().filter(name -> !all.contains(name)).toList();
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "There is no scenario %s; there are: %s"
              .formatted(String.join(", ", unknown), String.join(", ", all)));
    }
    return ALL.stream().filter(it -> names.contains(it.name())).toList();
  }
}

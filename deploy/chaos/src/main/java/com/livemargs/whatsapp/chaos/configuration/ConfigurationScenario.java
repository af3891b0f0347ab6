package com.livemargs.whatsapp.chaos.configuration;

import com.livemargs.whatsapp.chaos.scenario.Promise;
import com.livemargs.whatsapp.chaos.scenario.Scenario;
import com.livemargs.whatsapp.chaos.scenario.Tier;
import com.livemargs.whatsapp.chaos.scenario.Trial;
import com.livemargs.whatsapp.chaos.scenario.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Every mistake of the list at the program that is to notice it, a few at the same time. */
public final class ConfigurationScenario implements Scenario {

  private static final int AT_ONCE = 3;

  @Override
  public String name() {
    return "configuration";
  }

  @Override
  public Set<Promise> promises() {
    return Set.of(Promise.P26);
  }

  @Override
  public boolean isIn(Tier tier) {
    return tier != Tier.SHORT;
  }

  @Override
  public List<Verdict> run(Trial trial) throws IOException {
    Path folder = Files.createDirectories(trial.cluster().folder().resolve("mistakes"));
    List<Made> made = new ArrayList<>();
    try (ExecutorService makers = Executors.newFixedThreadPool(AT_ONCE)) {
      List<Future<Made>> under = new ArrayList<>();
      for (Mistake mistake : Mistake.ALL) {
        Path own = Files.createDirectory(folder.resolve("mistake-" + under.size()));
        under.add(makers.submit(() -> Made.of(mistake, own)));
      }
      under.forEach(it -> made.add(get(it)));
    }
    trial.did("start with a wrong setting", made.size());
    List<String> complaints = made.stream().flatMap(it -> it.complaints().stream()).toList();
    return List.of(
        Verdict.of(
            Promise.P26,
            "wrong settings stop the start within ten seconds, by name and with a fix",
            complaints.isEmpty(),
            "wrong settings",
            made.size(),
            "slowest end, ms",
            made.stream().mapToLong(Made::millis).max().orElse(0),
            "complaints",
            complaints));
  }

  private static Made get(Future<Made> made) {
    try {
      return made.get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }
}

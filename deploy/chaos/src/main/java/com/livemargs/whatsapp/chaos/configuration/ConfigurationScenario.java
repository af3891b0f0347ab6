package com.livemargs.whatsapp.chaos.configuration;

import com.livemargs.whatsapp.chaos.cluster.Cluster;
import com.livemargs.whatsapp.chaos.cluster.Instance;
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

/**
 * Every mistake of the list at the program that is to notice it, one after the other and with
 * nothing else of ours at work: the bar is in seconds.
 */
public final class ConfigurationScenario implements Scenario {

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
    List<Instance> instances =
        trial.cluster().shape().instances().keySet().stream()
            .flatMap(service -> trial.cluster().instances(service).stream())
            .toList();
    instances.parallelStream().forEach(Instance::stop);
    List<Made> made = new ArrayList<>();
    for (Mistake mistake : Mistake.ALL) {
      Path own = Files.createDirectory(folder.resolve("mistake-" + made.size()));
      made.add(Made.of(mistake, own));
    }
    instances.forEach(Instance::start);
    instances.forEach(Cluster::awaitReady);
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
}

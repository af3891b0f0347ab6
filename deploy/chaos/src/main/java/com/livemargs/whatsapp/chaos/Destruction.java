package com.livemargs.whatsapp.chaos;

import com.livemargs.whatsapp.chaos.cluster.Cluster;
import com.livemargs.whatsapp.chaos.cluster.Shape;
import com.livemargs.whatsapp.chaos.report.Outcome;
import com.livemargs.whatsapp.chaos.report.Report;
import com.livemargs.whatsapp.chaos.report.Surroundings;
import com.livemargs.whatsapp.chaos.scenario.Scenario;
import com.livemargs.whatsapp.chaos.scenario.Scenarios;
import com.livemargs.whatsapp.chaos.scenario.Trial;
import com.livemargs.whatsapp.chaos.scenario.Verdict;
import com.livemargs.whatsapp.testkit.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/** The command: runs scenarios, writes the report, and ends with 1 when a promise was broken. */
public final class Destruction {

  private static final Logger log = LoggerFactory.getLogger(Destruction.class);

  private final Order order;
  private final Path folder;
  private final List<Outcome> outcomes = new ArrayList<>();

  private Destruction(Order order, Path folder) {
    this.order = order;
    this.folder = folder;
  }

  /** Runs; {@code deploy/chaos/run} is how to call it. */
  public static void main(String[] args) throws IOException {
    Order order = wanted(args);
    Path folder = Program.root().resolve("deploy/chaos/target/chaos");
    FileSystemUtils.deleteRecursively(folder);
    log.atInfo().log("{}", order);
    boolean kept = new Destruction(order, Files.createDirectories(folder)).run();
    System.exit(kept ? 0 : 1);
  }

  // Said before what is there of an earlier run is deleted.
  private static Order wanted(String[] args) {
    try {
      Order order = Order.of(List.of(args));
      Scenarios.of(order.tier(), order.only());
      return order;
    } catch (IllegalArgumentException wrong) {
      System.err.println(wrong.getMessage());
      System.exit(2);
      throw wrong;
    }
  }

  private boolean run() throws IOException {
    Instant begun = Instant.now();
    Map<Shape, List<Scenario>> byShape = new LinkedHashMap<>();
    for (Scenario scenario : Scenarios.of(order.tier(), order.only())) {
      byShape
          .computeIfAbsent(scenario.shape(order.tier()), shape -> new ArrayList<>())
          .add(scenario);
    }
    int number = 1;
    boolean kept = true;
    for (Map.Entry<Shape, List<Scenario>> group : byShape.entrySet()) {
      Path place = folder.resolve("cluster-" + number++);
      kept = run(group.getKey(), group.getValue(), place, begun);
    }
    return kept;
  }

  // The report is written after each scenario: a run that is ended by hand has one, too.
  private boolean run(Shape shape, List<Scenario> scenarios, Path place, Instant begun)
      throws IOException {
    log.atInfo().addKeyValue("brokers", shape.brokers()).log("Starting a cluster");
    boolean kept = true;
    try (Cluster cluster = Cluster.start(shape, Files.createDirectories(place))) {
      for (Scenario scenario : scenarios) {
        outcomes.add(judge(scenario, cluster));
        Surroundings surroundings =
            Surroundings.now(order.tier().name(), order.seed(), begun, String.valueOf(order));
        kept = new Report(surroundings, outcomes).write(folder);
      }
    }
    return kept;
  }

  private Outcome judge(Scenario scenario, Cluster cluster) {
    Trial trial = new Trial(cluster, order.tier(), order.seed(), order.webhooksOrTiers());
    long begun = System.nanoTime();
    log.atInfo().addKeyValue("scenario", scenario.name()).log("Begins");
    List<Verdict> verdicts = new ArrayList<>();
    try {
      verdicts.addAll(scenario.run(trial));
      // A judge that fails is a verdict, too: what the others found must not be lost with it.
    } catch (Exception | Error failure) {
      log.atError().setCause(failure).log("{} failed", scenario.name());
      scenario.promises().stream()
          .sorted()
          .map(it -> Verdict.of(it, "the scenario failed: " + failure, false))
          .forEach(verdicts::add);
    }
    verdicts.forEach(
        it ->
            log.atInfo().log("{} {} {}: {}", it.promise(), it.finding(), it.claim(), it.figures()));
    return Outcome.of(scenario.name(), trial, verdicts, System.nanoTime() - begun);
  }
}

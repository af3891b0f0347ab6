package com.livemargs.whatsapp.chaos.rebuild;

import com.livemargs.whatsapp.chaos.cluster.Cluster;
import com.livemargs.whatsapp.chaos.cluster.Service;
import com.livemargs.whatsapp.chaos.evidence.Evidence;
import com.livemargs.whatsapp.chaos.evidence.Gatherer;
import com.livemargs.whatsapp.chaos.evidence.Quiet;
import com.livemargs.whatsapp.chaos.process.Wait;
import com.livemargs.whatsapp.chaos.scenario.Operator;
import com.livemargs.whatsapp.chaos.scenario.Promise;
import com.livemargs.whatsapp.chaos.scenario.Scenario;
import com.livemargs.whatsapp.chaos.scenario.Trial;
import com.livemargs.whatsapp.chaos.scenario.Verdict;
import com.livemargs.whatsapp.chaos.workload.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.JsonNode;

/**
 * Each store is emptied under load and filled again from the log, by a process that is killed on
 * the way; then dead letters are brought back, more than once.
 */
public final class RebuildScenario implements Scenario {

  private static final int FIRST_PERSON = 700_000;
  private static final int PEOPLE = 10_000;
  // Of the storm's load and of its time, for each store.
  private static final int PART = 6;
  private static final int FEWEST_WEBHOOKS = 300;
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final String ALL_TIME = "/reconcile?from=0&to=4000000000000";

  @Override
  public String name() {
    return "rebuild";
  }

  @Override
  public Set<Promise> promises() {
    return Set.of(Promise.P3, Promise.P9, Promise.P11, Promise.P12, Promise.P25);
  }

  @Override
  public List<Verdict> run(Trial trial) {
    List<Verdict> verdicts = new ArrayList<>();
    for (Loss loss : Loss.values()) {
      verdicts.addAll(rebuild(trial, loss));
    }
    verdicts.addAll(DeadLetters.replay(trial));
    return verdicts;
  }

  private static List<Verdict> rebuild(Trial trial, Loss loss) {
    Cluster cluster = trial.cluster();
    boolean calm = new Quiet(cluster).await(PATIENCE) >= 0;
    Evidence before = new Gatherer(cluster).gather();
    Workload workload = new Workload(part(trial), FIRST_PERSON + PEOPLE * loss.ordinal());
    try {
      Course course = underLoad(trial, loss, workload);
      boolean answered = workload.finish(PATIENCE);
      boolean rested = new Quiet(cluster).await(PATIENCE) >= 0;
      Evidence after = new Gatherer(cluster).gather();
      JsonNode comparison =
          new Console(cluster.instances(Service.PERSISTENCE).getFirst()).post(ALL_TIME, Map.of());
      var judgement = new RebuildJudgement(loss, workload, before, after);
      return judgement.verdicts(cluster, course, calm && answered && rested, comparison);
    } finally {
      cluster.heal();
    }
  }

  private static Trial part(Trial trial) {
    int webhooks = Math.max(FEWEST_WEBHOOKS, trial.webhooks() / PART);
    return new Trial(trial.cluster(), trial.tier(), trial.seed(), webhooks, trial.done());
  }

  private static Course underLoad(Trial trial, Loss loss, Workload workload) {
    int half = part(trial).webhooks() / 2;
    CompletableFuture<Course> course = new CompletableFuture<>();
    Operator operator =
        Operator.start(
            () -> {
              Wait.until(PATIENCE, () -> workload.webhooks() >= half);
              course.complete(Rebuilding.run(trial, loss));
            });
    workload.run(trial.tier().storm().dividedBy(PART), operator::isAtWork);
    operator.finish();
    return course.join();
  }
}

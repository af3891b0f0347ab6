package com.livemargs.whatsapp.chaos.outage;

import com.livemargs.whatsapp.chaos.cluster.Cluster;
import com.livemargs.whatsapp.chaos.look.Holdings;
import com.livemargs.whatsapp.chaos.look.Log;
import com.livemargs.whatsapp.chaos.process.Wait;
import com.livemargs.whatsapp.chaos.scenario.Promise;
import com.livemargs.whatsapp.chaos.scenario.Scenario;
import com.livemargs.whatsapp.chaos.scenario.Trial;
import com.livemargs.whatsapp.chaos.scenario.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.TopicPartition;

/**
 * Consumers that stand still under load, alive for the broker and doing nothing: one that can be
 * woken, whose process is to go on with new ones, and beside it, in another service, one that hears
 * nobody, whose process is to end.
 */
public final class WedgeScenario implements Scenario {

  private static final Duration EVERY = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  // What had been sent when it was first asked whether all is stored: more comes all the time.
  private final AtomicReference<List<String>> asked = new AtomicReference<>(List.of());

  @Override
  public String name() {
    return "wedge";
  }

  @Override
  public Set<Promise> promises() {
    return Set.of(Promise.P15);
  }

  @Override
  public List<Verdict> run(Trial trial) {
    String prefix = "wamid.wedge" + trial.seed() + ".";
    Cluster cluster = trial.cluster();
    Wedges wedges = new Wedges(trial);
    try (Log log = new Log(cluster);
        Holdings stores = new Holdings(cluster);
        Traffic traffic = new Traffic(cluster, prefix, EVERY)) {
      Map<TopicPartition, Long> before = log.deadEnds();
      CompletableFuture<Verdict> deaf = CompletableFuture.supplyAsync(wedges::deaf);
      Verdict woken = wedges.woken(() -> stores.missing(prefix, known(traffic)).isEmpty());
      Verdict ended = deaf.join();
      boolean answered = traffic.finish(PATIENCE);
      boolean stored =
          Wait.until(PATIENCE, () -> stores.missing(prefix, traffic.sent()).isEmpty())
              && Wait.until(PATIENCE, () -> log.lag() == 0);
      int dead = log.deadSince(before).size();
      return List.of(woken, ended, whole(answered && stored, traffic, stores, prefix, dead));
    }
  }

  private List<String> known(Traffic traffic) {
    return asked.updateAndGet(before -> before.isEmpty() ? traffic.sent() : before);
  }

  private static Verdict whole(
      boolean settled, Traffic traffic, Holdings stores, String prefix, int dead) {
    int missing = stores.missing(prefix, traffic.sent()).size();
    int twice = stores.twice(prefix);
    return Verdict.of(
        Promise.P15,
        "all that came meanwhile is in both stores, once, and every group reached the end",
        settled && missing == 0 && twice == 0 && dead == 0,
        "webhooks",
        traffic.sent().size(),
        "missing in a store",
        missing,
        "twice in a store",
        twice,
        "dead letters",
        dead,
        "settled",
        settled);
  }
}

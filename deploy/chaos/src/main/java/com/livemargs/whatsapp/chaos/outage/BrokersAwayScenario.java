package com.livemargs.whatsapp.chaos.outage;

import com.livemargs.whatsapp.chaos.cluster.Cluster;
import com.livemargs.whatsapp.chaos.cluster.Service;
import com.livemargs.whatsapp.chaos.look.Holdings;
import com.livemargs.whatsapp.chaos.process.Node;
import com.livemargs.whatsapp.chaos.process.Wait;
import com.livemargs.whatsapp.chaos.scenario.Finding;
import com.livemargs.whatsapp.chaos.scenario.Promise;
import com.livemargs.whatsapp.chaos.scenario.Scenario;
import com.livemargs.whatsapp.chaos.scenario.Tier;
import com.livemargs.whatsapp.chaos.scenario.Trial;
import com.livemargs.whatsapp.chaos.scenario.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Every broker is killed under load and comes back. */
public final class BrokersAwayScenario implements Scenario {

  private static final Duration EVERY = Duration.ofMillis(20);
  private static final Duration BEFORE = Duration.ofSeconds(4);
  private static final Duration UNTIL_KNOWN = Duration.ofSeconds(5);
  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final long MOST_MILLIS = 2_000;
  private static final long MOST_MILLIS_ONCE_KNOWN = 50;
  private static final long MOST_BLOCKED_MILLIS = 100;

  @Override
  public String name() {
    return "brokers-away";
  }

  @Override
  public Set<Promise> promises() {
    return Set.of(Promise.P2);
  }

  @Override
  public List<Verdict> run(Trial trial) {
    Cluster cluster = trial.cluster();
    String prefix = "wamid.brokersaway" + trial.seed() + ".";
    Duration away = trial.tier() == Tier.SHORT ? Duration.ofSeconds(15) : Duration.ofMinutes(2);
    try (Traffic traffic = new Traffic(cluster, prefix, EVERY);
        Probe probe = new Probe(cluster.instances(Service.INGRESS));
        Probe machine = new Probe(List.of(cluster.meta().instance()));
        Holdings stores = new Holdings(cluster)) {
      Wait.pause(BEFORE);
      probe.take();
      machine.take();
      cluster.brokers().parallelStream().forEach(Node::kill);
      long killed = System.nanoTime();
      trial.did("kill of every broker");
      Wait.pause(away);
      Latency loops = probe.take();
      Latency others = machine.take();
      long back = System.nanoTime();
      cluster.brokers().parallelStream().forEach(Node::start);
      cluster.heal();
      boolean answered = traffic.finish(PATIENCE);
      boolean stored = Wait.until(PATIENCE, () -> stores.missing(prefix, traffic.sent()).isEmpty());
      return List.of(
          refused(traffic.answers(), killed, back),
          loops(loops, others),
          returned(stores, prefix, traffic, answered && stored));
    }
  }

  private static Verdict refused(List<Traffic.Answer> answers, long killed, long back) {
    List<Traffic.Answer> during =
        answers.stream().filter(it -> it.askedNanos() > killed && it.askedNanos() < back).toList();
    long known = killed + UNTIL_KNOWN.toNanos();
    Latency all = Latency.of(during.stream().map(Traffic.Answer::tookNanos).toList());
    Latency once =
        Latency.of(
            during.stream()
                .filter(it -> it.askedNanos() > known)
                .map(Traffic.Answer::tookNanos)
                .toList());
    Set<Integer> statuses = new TreeSet<>(during.stream().map(Traffic.Answer::status).toList());
    boolean kept =
        statuses.equals(Set.of(503))
            && all.slowest() < MOST_MILLIS
            && once.count() > 0
            && once.p99() < MOST_MILLIS_ONCE_KNOWN;
    return Verdict.of(
        Promise.P2,
        "answers while no broker is there; known from the fifth second on",
        kept,
        "answers",
        statuses,
        "all",
        all,
        "once known",
        once);
  }

  private static Verdict loops(Latency during, Latency others) {
    boolean kept = during.count() > 0 && during.slowest() < MOST_BLOCKED_MILLIS;
    // Where a process that has no broker is as slow, the machine has no time for anybody, and a
    // slow answer says nothing.
    boolean tells = others.count() > 0 && others.slowest() < MOST_BLOCKED_MILLIS;
    return Verdict.of(
        Promise.P2,
        "event loops answer what needs no broker within 100 ms",
        kept ? Finding.KEPT : tells ? Finding.BROKEN : Finding.NOT_TESTED,
        "while no broker is there",
        during,
        "of a process beside, which needs none",
        others);
  }

  private static Verdict returned(
      Holdings stores, String prefix, Traffic traffic, boolean complete) {
    return Verdict.of(
        Promise.P2,
        "all is there after their return",
        complete && stores.twice(prefix) == 0,
        "webhooks",
        traffic.sent().size(),
        "missing in a store",
        stores.missing(prefix, traffic.sent()).size(),
        "twice in a store",
        stores.twice(prefix));
  }
}

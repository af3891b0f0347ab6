package com.livemargs.whatsapp.chaos.outage;

import com.livemargs.whatsapp.chaos.check.Outbound;
import com.livemargs.whatsapp.chaos.cluster.Cluster;
import com.livemargs.whatsapp.chaos.evidence.Evidence;
import com.livemargs.whatsapp.chaos.evidence.Gatherer;
import com.livemargs.whatsapp.chaos.evidence.PostgresReader;
import com.livemargs.whatsapp.chaos.look.Holdings;
import com.livemargs.whatsapp.chaos.look.Log;
import com.livemargs.whatsapp.chaos.process.Node;
import com.livemargs.whatsapp.chaos.process.Wait;
import com.livemargs.whatsapp.chaos.scenario.Finding;
import com.livemargs.whatsapp.chaos.scenario.Promise;
import com.livemargs.whatsapp.chaos.scenario.Scenario;
import com.livemargs.whatsapp.chaos.scenario.Tier;
import com.livemargs.whatsapp.chaos.scenario.Trial;
import com.livemargs.whatsapp.chaos.scenario.Verdict;
import com.livemargs.whatsapp.chaos.workload.Commands;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/** Each server that groups depend on goes away for a while under load, one after the other. */
public final class OutagesScenario implements Scenario {

  private static final Duration EVERY = Duration.ofMillis(50);
  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final Duration SLACK = Duration.ofSeconds(20);
  private static final List<String> SERVERS = List.of("postgres", "mongodb", "livekit-server");
  private static final int FIRST_CALLER = 600_000;
  private static final int CALLERS = 10;
  private static final int SENDS_EACH = 5;
  private static final String OPEN = "outbound_requests where state in ('queued', 'in_flight')";

  @Override
  public String name() {
    return "outages";
  }

  @Override
  public Set<Promise> promises() {
    return Set.of(Promise.P11);
  }

  @Override
  public List<Verdict> run(Trial trial) {
    Duration length = trial.tier() == Tier.SHORT ? Duration.ofSeconds(12) : Duration.ofMinutes(1);
    List<Verdict> verdicts = new ArrayList<>();
    Set<String> nodes =
        trial.cluster().nodes().stream().map(Node::name).collect(Collectors.toSet());
    for (String server : SERVERS) {
      verdicts.add(
          notInstalled(server, length, nodes).orElseGet(() -> without(server, length, trial)));
    }
    verdicts.add(withoutMeta(length, trial));
    return verdicts;
  }

  /** The verdict on an outage of what is not there. */
  static Optional<Verdict> notInstalled(String server, Duration length, Set<String> nodes) {
    return nodes.contains(server)
        ? Optional.empty()
        : Optional.of(
            Verdict.of(
                Promise.P11, claim(server, length), Finding.NOT_TESTED, "not installed", server));
  }

  private static String claim(String server, Duration length) {
    return "%s away for %d s under load".formatted(server, length.toSeconds());
  }

  // Commands come while nobody answers there: none of them may be called failed, nor be put aside.
  private static Verdict withoutMeta(Duration length, Trial trial) {
    Cluster cluster = trial.cluster();
    Commands commands = new Commands(cluster, FIRST_CALLER);
    try (Log log = new Log(cluster)) {
      Map<TopicPartition, Long> before = log.deadEnds();
      cluster.link("graph").cut();
      trial.did("outage of graph");
      commands.send(CALLERS, 0, SENDS_EACH, PATIENCE);
      Wait.pause(length);
      int meanwhile = new Gatherer(cluster).sends(commands.book()).accepted().size();
      cluster.heal();
      long back = System.nanoTime();
      PostgresReader ledger = new PostgresReader(cluster.jdbcUrl());
      boolean settled =
          Wait.until(length.multipliedBy(2).plus(SLACK), () -> ledger.count(OPEN) == 0);
      long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - back);
      Evidence evidence = new Gatherer(cluster).sends(commands.book());
      Outbound outbound = new Outbound(commands.book(), evidence);
      int dead = log.deadSince(before).size();
      return Verdict.of(
          Promise.P11,
          "graph away for %d s while commands come".formatted(length.toSeconds()),
          settled
              && meanwhile == 0
              && evidence.accepted().size() == CALLERS * SENDS_EACH
              && outbound.inversions().isEmpty()
              && dead == 0,
          "commands",
          commands.book().asked().size(),
          "accepted by Meta meanwhile",
          meanwhile,
          "accepted by Meta in the end",
          evidence.accepted().size(),
          "out of order",
          outbound.inversions().size(),
          "dead letters",
          dead,
          "none open any more after, s",
          settled ? seconds : "never");
    }
  }

  private static Verdict without(String server, Duration length, Trial trial) {
    Cluster cluster = trial.cluster();
    String prefix = "wamid.without" + server + trial.seed() + ".";
    try (Log log = new Log(cluster);
        Holdings stores = new Holdings(cluster);
        Traffic traffic = new Traffic(cluster, prefix, EVERY)) {
      Map<TopicPartition, Long> before = log.deadEnds();
      Wait.pause(Duration.ofSeconds(2));
      cluster.node(server).kill();
      Wait.pause(length);
      trial.did("outage of " + server);
      cluster.heal();
      long back = System.nanoTime();
      boolean answered = traffic.finish(PATIENCE);
      boolean settled = Wait.until(length.multipliedBy(2).plus(SLACK), () -> log.lag() == 0);
      long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - back);
      int missing = stores.missing(prefix, traffic.sent()).size();
      int dead = log.deadSince(before).size();
      int twice = stores.twice(prefix);
      return Verdict.of(
          Promise.P11,
          claim(server, length),
          answered && settled && missing == 0 && dead == 0 && twice == 0,
          "webhooks",
          traffic.sent().size(),
          "dead letters",
          dead,
          "missing in a store",
          missing,
          "twice in a store",
          twice,
          "no lag again after, s",
          settled ? seconds : "never");
    }
  }
}

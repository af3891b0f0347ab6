package com.livemargs.whatsapp.chaos.outage;

import com.livemargs.whatsapp.chaos.cluster.Access;
import com.livemargs.whatsapp.chaos.cluster.Cluster;
import com.livemargs.whatsapp.chaos.cluster.Service;
import com.livemargs.whatsapp.chaos.cluster.Web;
import com.livemargs.whatsapp.chaos.look.Holdings;
import com.livemargs.whatsapp.chaos.look.Log;
import com.livemargs.whatsapp.chaos.process.Link;
import com.livemargs.whatsapp.chaos.process.Wait;
import com.livemargs.whatsapp.chaos.scenario.Promise;
import com.livemargs.whatsapp.chaos.scenario.Scenario;
import com.livemargs.whatsapp.chaos.scenario.Tier;
import com.livemargs.whatsapp.chaos.scenario.Trial;
import com.livemargs.whatsapp.chaos.scenario.Verdict;
import com.livemargs.whatsapp.events.json.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;

/** Each server that groups depend on goes away for a while under load, one after the other. */
public final class OutagesScenario implements Scenario {

  private static final Duration EVERY = Duration.ofMillis(50);
  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final Duration SLACK = Duration.ofSeconds(20);
  private static final Duration BLINK = Duration.ofMillis(200);
  private static final List<String> SERVERS =
      List.of("postgres", "mongodb", "livekit-server", "graph");

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
    for (String server : SERVERS) {
      boolean there =
          server.equals("graph")
              || trial.cluster().nodes().stream().anyMatch(node -> node.name().equals(server));
      if (there) {
        verdicts.add(without(server, length, trial));
      }
    }
    return verdicts;
  }

  private static Verdict without(String server, Duration length, Trial trial) {
    Cluster cluster = trial.cluster();
    String prefix = "wamid.without" + server + trial.seed() + ".";
    try (Log log = new Log(cluster);
        Holdings stores = new Holdings(cluster);
        Traffic traffic = new Traffic(cluster, prefix, EVERY)) {
      Map<TopicPartition, Long> before = log.deadEnds();
      Wait.pause(Duration.ofSeconds(2));
      takeAway(server, length, cluster);
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
          "%s away for %d s under load".formatted(server, length.toSeconds()),
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

  private static void takeAway(String server, Duration length, Cluster cluster) {
    if (server.equals("graph")) {
      long until = System.nanoTime() + length.toNanos();
      for (int i = 0; System.nanoTime() < until; i++) {
        send(cluster, i);
        cluster.links().stream().filter(it -> it.name().equals("graph")).forEach(Link::reset);
        Wait.pause(BLINK);
      }
    } else {
      cluster.node(server).kill();
      Wait.pause(length);
    }
  }

  // Without waiting: what becomes of a send is another scenario's question.
  private static void send(Cluster cluster, int number) {
    byte[] body =
        Json.MAPPER.writeValueAsBytes(
            Map.of("phoneNumber", "+4915550180" + number % 10, "text", "outage"));
    Thread.ofVirtual()
        .start(
            () ->
                Web.post(
                    cluster.instances(Service.OUTBOUND).getFirst().url("/whatsapp/send"),
                    body,
                    Duration.ofSeconds(30),
                    "X-API-Key",
                    Access.API_KEY));
  }
}

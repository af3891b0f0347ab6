package com.livemargs.whatsapp.chaos.scenario;

import com.livemargs.whatsapp.chaos.check.Outbound;
import com.livemargs.whatsapp.chaos.check.Sets;
import com.livemargs.whatsapp.chaos.cluster.Cluster;
import com.livemargs.whatsapp.chaos.cluster.Instance;
import com.livemargs.whatsapp.chaos.cluster.Service;
import com.livemargs.whatsapp.chaos.evidence.Evidence;
import com.livemargs.whatsapp.chaos.evidence.Gatherer;
import com.livemargs.whatsapp.chaos.evidence.PostgresReader;
import com.livemargs.whatsapp.chaos.evidence.Quiet;
import com.livemargs.whatsapp.chaos.process.Wait;
import com.livemargs.whatsapp.chaos.workload.Commands;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A thousand conversations with fifty messages each, or as many as there is time for, that go out
 * as fast as the sender can, while its instances come, go and are started anew: without any kill,
 * so that nothing but order is in doubt.
 */
public final class InOrder implements Scenario {

  private static final int FIRST = 300_000;
  private static final int WEBHOOKS_PER_CONVERSATION = 100;
  private static final int MOST_CONVERSATIONS = 1_000;
  private static final int WANTED = 50;
  private static final double MOST_UNKNOWN = 0.01;
  // An instance comes and goes, another goes and comes.
  private static final int REBALANCES_EACH = 4;
  private static final int ROUND = 10;
  private static final int MOST_QUEUED = 2_000;
  private static final String QUEUED = "outbound_requests where state = 'queued'";
  private static final Duration BUDGET = Duration.ofMinutes(25);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration BETWEEN = Duration.ofSeconds(5);
  private static final Duration PATIENCE = Duration.ofMinutes(15);
  private static final List<String> STATUSES = List.of("sent", "delivered", "read");
  // Meta's limits are another scenario's; 45 messages to a customer go at once, and the rest is due
  // after half a minute.
  private static final Map<String, String> FAST =
      Map.of("OUTBOUND_MESSAGES_PER_SECOND", "5000", "OUTBOUND_IN_FLIGHT", "128");

  @Override
  public String name() {
    return "order";
  }

  @Override
  public Set<Promise> promises() {
    return Set.of(Promise.P9);
  }

  @Override
  public boolean isIn(Tier tier) {
    return tier != Tier.SHORT;
  }

  @Override
  public List<Verdict> run(Trial trial) {
    Cluster cluster = trial.cluster();
    cluster.settingsOfAll().putAll(FAST);
    // What comes back from Meta is no part of the question, and four times the work.
    cluster.meta().behave(Map.of("statuses", Map.of("steps", List.of())));
    restart(cluster);
    try {
      return List.of(send(trial));
    } finally {
      FAST.keySet().forEach(cluster.settingsOfAll()::remove);
      cluster.meta().behave(Map.of("statuses", Map.of("steps", STATUSES)));
      restart(cluster);
    }
  }

  private static void restart(Cluster cluster) {
    List<Instance> senders = cluster.instances(Service.OUTBOUND);
    senders.parallelStream().forEach(Instance::stop);
    senders.forEach(Instance::start);
    senders.forEach(Cluster::awaitReady);
  }

  private static Verdict send(Trial trial) {
    int conversations =
        Math.clamp(trial.webhooks() / WEBHOOKS_PER_CONVERSATION, 10, MOST_CONVERSATIONS);
    Commands commands = new Commands(trial.cluster(), FIRST);
    AtomicBoolean over = new AtomicBoolean();
    AtomicInteger rebalances = new AtomicInteger();
    long begun = System.nanoTime();
    Operator operator = Operator.start(() -> operate(trial, over, rebalances));
    int each = send(trial, commands, conversations);
    long rest = new Quiet(trial.cluster()).await(PATIENCE);
    long seconds = Duration.ofNanos(System.nanoTime() - begun).toSeconds();
    over.set(true);
    operator.finish();
    Evidence evidence = new Gatherer(trial.cluster()).sends(commands.book());
    Run run =
        new Run(
            conversations,
            each,
            commands.book().asked().size(),
            rest >= 0,
            seconds,
            rebalances.get());
    return judge(new Outbound(commands.book(), evidence), evidence.accepted().size(), run);
  }

  // As many as there is time for: what a sender can do depends on the machine.
  private static int send(Trial trial, Commands commands, int conversations) {
    PostgresReader postgres = new PostgresReader(trial.cluster().jdbcUrl());
    long end = System.nanoTime() + (trial.tier() == Tier.HOURS ? HOUR : BUDGET).toNanos();
    int each = 0;
    while (each < WANTED && System.nanoTime() < end) {
      commands.send(conversations, each, each + ROUND, PATIENCE);
      each += ROUND;
      Wait.until(PATIENCE, () -> postgres.count(QUEUED) < MOST_QUEUED);
    }
    return each;
  }

  private static void operate(Trial trial, AtomicBoolean over, AtomicInteger rebalances) {
    Cluster cluster = trial.cluster();
    while (!over.get()) {
      Cluster.awaitReady(cluster.scaleUp(Service.OUTBOUND));
      Wait.pause(BETWEEN);
      cluster.scaleDown(Service.OUTBOUND);
      trial.did("scale out and back outbound");
      Wait.pause(BETWEEN);
      Instance oldest = cluster.instances(Service.OUTBOUND).getFirst();
      oldest.stop();
      oldest.start();
      Cluster.awaitReady(oldest);
      trial.did("SIGTERM and restart outbound");
      rebalances.addAndGet(REBALANCES_EACH);
    }
  }

  private static Verdict judge(Outbound outbound, int accepted, Run run) {
    int inversions = outbound.inversions().size();
    int lost = outbound.lost().size();
    int twice = outbound.doubled().size();
    Set<String> never = outbound.neverTaken();
    Set<String> unaccounted = Sets.missing(never, outbound.unknown());
    boolean kept =
        run.rested()
            && run.promised() == run.conversations() * run.each()
            && accepted + never.size() == run.promised()
            && unaccounted.size() + inversions + lost + twice == 0;
    // Fewer messages than the promise is about show that it is broken, but not that it is kept.
    boolean asked =
        run.each() == WANTED
            && run.conversations() == MOST_CONVERSATIONS
            && run.rebalances() > 0
            && never.size() <= MOST_UNKNOWN * run.promised();
    Finding asFarAsAsked = asked ? Finding.KEPT : Finding.NOT_TESTED;
    return Verdict.of(
        Promise.P9,
        "sends of many conversations over the topic reach Meta in their order, with rebalances",
        kept ? asFarAsAsked : Finding.BROKEN,
        "conversations",
        run.conversations() == MOST_CONVERSATIONS
            ? MOST_CONVERSATIONS
            : "%d, scaled from %d".formatted(run.conversations(), MOST_CONVERSATIONS),
        "messages of each",
        run.each() == WANTED ? WANTED : "%d, scaled from %d".formatted(run.each(), WANTED),
        "promised",
        run.promised(),
        "accepted by Meta",
        accepted,
        "unknown, because an instance stopped with its calls under way",
        never.size() - unaccounted.size(),
        "neither accepted nor unknown",
        unaccounted.size(),
        "inversions",
        inversions,
        "lost",
        lost,
        "accepted twice",
        twice,
        "rebalances",
        run.rebalances(),
        "sends a second",
        accepted / Math.max(1, run.seconds()));
  }

  private record Run(
      int conversations, int each, int promised, boolean rested, long seconds, int rebalances) {}
}

package com.livemargs.whatsapp.chaos.nemesis;

import com.livemargs.whatsapp.chaos.cluster.Cluster;
import com.livemargs.whatsapp.chaos.cluster.Instance;
import com.livemargs.whatsapp.chaos.process.Link;
import com.livemargs.whatsapp.chaos.process.Node;
import com.livemargs.whatsapp.chaos.process.Wait;
import com.livemargs.whatsapp.chaos.scenario.Trial;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Strikes by a schedule until it is stopped, and puts everything up again after each blow. */
public final class Nemesis {

  private static final Logger log = LoggerFactory.getLogger(Nemesis.class);

  private final Trial trial;
  private final Cluster cluster;
  private final Locks locks = new Locks();
  private final ExecutorService hands = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicInteger kills = new AtomicInteger();
  private volatile boolean stopped;

  public Nemesis(Trial trial) {
    this.trial = trial;
    this.cluster = trial.cluster();
  }

  Locks locks() {
    return locks;
  }

  /** Processes that died of SIGKILL or at a crash point. */
  public int kills() {
    return kills.get();
  }

  void killed() {
    kills.incrementAndGet();
  }

  /** The schedule of this trial. */
  public Schedule schedule() {
    List<String> services =
        cluster.nodes().stream().filter(Instance.class::isInstance).map(Node::name).toList();
    List<String> servers =
        cluster.nodes().stream()
            .filter(node -> !(node instanceof Instance))
            .map(Node::name)
            .toList();
    List<String> links = cluster.links().stream().map(Link::name).toList();
    return new Schedule(trial.dice("schedule"), services, servers, links);
  }

  /**
   * Begins to strike.
   *
   * @param gap average time between two blows
   * @param more whether another blow is wanted; what goes wrong at Meta goes on to the end
   */
  public void start(Duration gap, BooleanSupplier more) {
    Iterator<Schedule.Step> steps = schedule().steps(gap).iterator();
    hands.execute(() -> strike(steps, more));
    hands.execute(() -> new SendFaults(trial).keepUp(() -> stopped));
    hands.execute(() -> new Supervisor(trial, locks).watch(() -> stopped));
  }

  private void strike(Iterator<Schedule.Step> steps, BooleanSupplier more) {
    while (!stopped && more.getAsBoolean()) {
      Schedule.Step step = steps.next();
      Wait.pause(step.after());
      if (!stopped && more.getAsBoolean()) {
        log.atInfo().log("{}", step.blow());
        hands.execute(() -> strike(step.blow()));
      }
    }
  }

  private void strike(Blow blow) {
    try {
      switch (blow) {
        case Blow.Kill it -> alone(it.node(), blow, () -> kill(it));
        case Blow.Stop it -> alone(it.node(), blow, () -> stop(it));
        case Blow.Freeze it -> alone(it.node(), blow, () -> freeze(it));
        case Blow.Reset it -> struck(blow, () -> cluster.link(it.link()).reset());
        case Blow.Stall it -> alone("link " + it.link(), blow, () -> hold(it));
        case Blow.Slow it -> alone("link " + it.link(), blow, () -> hold(it));
        case Blow.Scale it -> alone("scale", blow, () -> scale(it));
        case Blow.Meta it -> struck(blow, () -> cluster.meta().sendFault(it.order()));
      }
    } catch (RuntimeException failure) {
      log.atWarn().setCause(failure).log("{} did not go as it should", blow);
      trial.did("not as it should: " + blow.title());
    }
  }

  // Blows stand in line for a node; those still there when all is over are left out.
  private void alone(String node, Blow blow, Runnable work) {
    locks.exclusively(
        node,
        () -> {
          if (!stopped) {
            struck(blow, work);
          }
        });
  }

  private void struck(Blow blow, Runnable work) {
    work.run();
    trial.did(blow.title());
  }

  private void kill(Blow.Kill blow) {
    Node node = cluster.node(blow.node());
    node.kill();
    kills.incrementAndGet();
    Wait.pause(blow.pause());
    node.start();
    Cluster.awaitReady(node);
  }

  private void stop(Blow.Stop blow) {
    Node node = cluster.node(blow.node());
    node.stop();
    Wait.pause(blow.pause());
    node.start();
    Cluster.awaitReady(node);
  }

  private void freeze(Blow.Freeze blow) {
    Node node = cluster.node(blow.node());
    node.signal("STOP");
    Wait.pause(blow.pause());
    node.signal("CONT");
    if (!node.isAlive()) {
      node.start();
    }
    Cluster.awaitReady(node);
  }

  private void hold(Blow.Stall blow) {
    hold(blow.link(), Link::stall, blow.pause());
  }

  private void hold(Blow.Slow blow) {
    hold(blow.link(), link -> link.slow(blow.each()), blow.pause());
  }

  private void hold(String name, Consumer<Link> fault, Duration pause) {
    Link link = cluster.link(name);
    fault.accept(link);
    Wait.pause(pause);
    link.heal();
  }

  private void scale(Blow.Scale blow) {
    List<Instance> more = List.of(cluster.scaleUp(blow.service()), cluster.scaleUp(blow.service()));
    try {
      more.forEach(Cluster::awaitReady);
      Wait.pause(blow.pause());
    } finally {
      more.forEach(one -> cluster.scaleDown(blow.service()));
    }
  }

  /** Strikes no more, and waits until the blows that fall right now are over. */
  public void stop() {
    stopped = true;
    hands.shutdown();
    try {
      if (!hands.awaitTermination(5, TimeUnit.MINUTES)) {
        log.atWarn().log("Blows are still going on");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

package com.livemargs.whatsapp.chaos.nemesis;

import com.livemargs.whatsapp.chaos.cluster.Cluster;
import com.livemargs.whatsapp.chaos.cluster.Instance;
import com.livemargs.whatsapp.chaos.cluster.Service;
import com.livemargs.whatsapp.chaos.crash.StopAtPoint;
import com.livemargs.whatsapp.chaos.process.Wait;
import com.livemargs.whatsapp.chaos.scenario.Trial;
import com.livemargs.whatsapp.events.crash.CrashPoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the first instance of each service to every crash point of its program: starts it so that
 * it dies there, waits until it has, and goes on to the next.
 */
public final class CrashTour {

  private static final Logger log = LoggerFactory.getLogger(CrashTour.class);
  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final Duration START = Duration.ofMinutes(4);
  private static final int LATEST = 4;
  private static final int ROUNDS = 3;

  private final Trial trial;
  private final Nemesis nemesis;
  private final Set<CrashPoint> open;
  private final Set<CrashPoint> leftOut = EnumSet.noneOf(CrashPoint.class);
  private final List<Thread> tours = new ArrayList<>();

  public CrashTour(Trial trial, Nemesis nemesis) {
    this.trial = trial;
    this.nemesis = nemesis;
    this.open = EnumSet.allOf(CrashPoint.class);
    boolean rooms =
        trial.cluster().nodes().stream().anyMatch(node -> node.name().equals("livekit-server"));
    if (!rooms) {
      leftOut.addAll(points(Service.LIVEKIT));
      open.removeAll(leftOut);
    }
  }

  /** Begins, every service by itself. */
  public void start() {
    for (Service service : trial.cluster().shape().instances().keySet()) {
      Instance instance = trial.cluster().instances(service).getFirst();
      Runnable tour = () -> nemesis.locks().exclusively(instance.name(), () -> tour(instance));
      tours.add(Thread.ofVirtual().name("tour-" + service.word()).start(tour));
    }
  }

  private void tour(Instance instance) {
    Random dice = trial.dice("tour-" + instance.service().word());
    for (int round = 1; round <= ROUNDS; round++) {
      for (CrashPoint point : points(instance.service())) {
        if (isOpen(point)) {
          visit(instance, point, round == 1 ? 1 + dice.nextInt(LATEST) : 1);
        }
      }
    }
    kill(instance);
    instance.start();
    Cluster.awaitReady(instance);
  }

  private void kill(Instance instance) {
    if (instance.isAlive()) {
      instance.kill();
      nemesis.killed();
      trial.did("SIGKILL " + instance.service().word());
    }
  }

  private static List<CrashPoint> points(Service service) {
    return Arrays.stream(CrashPoint.values())
        .filter(point -> point.program().equals(service.word()))
        .toList();
  }

  private void visit(Instance instance, CrashPoint point, int nth) {
    kill(instance);
    instance.arm(point, nth);
    instance.start();
    Wait.until(START, () -> !instance.isAlive() || instance.isReady());
    if (instance.service() == Service.INGRESS) {
      // Connections that are kept alive would stay with the other one.
      trial.cluster().link("door").reset();
    }
    Wait.until(PATIENCE, () -> !instance.isAlive());
    instance.arm(null, 0);
    if (instance.exitCode().orElse(0) == StopAtPoint.EXIT_CODE) {
      close(point);
    } else {
      log.atInfo().addKeyValue("alive", instance.isAlive()).log("{} was not reached", point);
    }
  }

  private synchronized boolean isOpen(CrashPoint point) {
    return open.contains(point);
  }

  private synchronized void close(CrashPoint point) {
    open.remove(point);
    nemesis.killed();
    trial.did("crash point " + point.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    log.atInfo().log("Died at {}, {} points to go", point, open.size());
  }

  /** Whether all tours have ended. */
  public boolean isOver() {
    return tours.stream().noneMatch(Thread::isAlive);
  }

  /** Points that nothing is taken to, because there is no server of rooms. */
  public Set<CrashPoint> leftOut() {
    return leftOut;
  }

  /** Points at which nothing has died. */
  public synchronized Set<CrashPoint> missed() {
    return Set.copyOf(open);
  }
}

package com.livemargs.whatsapp.chaos.outage;

import com.livemargs.whatsapp.chaos.cluster.Cluster;
import com.livemargs.whatsapp.chaos.cluster.Instance;
import com.livemargs.whatsapp.chaos.cluster.Service;
import com.livemargs.whatsapp.chaos.cluster.Web;
import com.livemargs.whatsapp.chaos.crash.StopAtPoint.Manner;
import com.livemargs.whatsapp.chaos.scenario.Finding;
import com.livemargs.whatsapp.chaos.scenario.Promise;
import com.livemargs.whatsapp.chaos.scenario.Tier;
import com.livemargs.whatsapp.chaos.scenario.Trial;
import com.livemargs.whatsapp.chaos.scenario.Verdict;
import com.livemargs.whatsapp.events.crash.CrashPoint;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** A consumer that can be woken from its stand, and one that cannot. */
final class Wedges {

  private static final String STALLED_AFTER = "CONSUMER_STALLED_AFTER";
  private static final String EXIT_AFTER = "CONSUMER_EXIT_AFTER";
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final double NOTICED = 60;
  private static final double GOES_ON = 90;
  // In a quarter of the time, so that it fits in minutes.
  private static final double SCALE = 0.25;
  private static final String SCALED_STALL = "11s";
  private static final String SCALED_EXIT = "5s";

  private final Trial trial;

  Wedges(Trial trial) {
    this.trial = trial;
  }

  /**
   * A consumer of the persistence writer waits for something that never comes.
   *
   * @param caughtUp whether all that was sent before the question is stored
   */
  Verdict woken(BooleanSupplier caughtUp) {
    boolean scaled = trial.tier() == Tier.SHORT;
    Instance instance = trial.cluster().instances(Service.PERSISTENCE).getFirst();
    if (scaled) {
      instance.set(STALLED_AFTER, SCALED_STALL);
    }
    Standstill standstill = new Standstill(instance, PATIENCE);
    boolean stood = standstill.begin(CrashPoint.PERSISTENCE_BEFORE_WRITE, Manner.WAIT);
    trial.did("consumer stands still until it is woken");
    double noticed = standstill.untilReplaced();
    double on = standstill.seconds(caughtUp);
    double scale = scaled ? SCALE : 1;
    return Verdict.of(
        Promise.P15,
        "a consumer that waits for ever is replaced in its process, and its group goes on",
        stood
            && isWithin(noticed, NOTICED * scale)
            && isWithin(on, GOES_ON * scale)
            && instance.isAlive(),
        STALLED_AFTER,
        scaled ? SCALED_STALL : "the product's own",
        "stood",
        standstill.where(),
        "noticed and replaced after, s",
        noticed,
        "wanted within, s",
        NOTICED * scale,
        "caught up after, s",
        on,
        "wanted within, s, too",
        GOES_ON * scale);
  }

  private static boolean isWithin(double seconds, double bar) {
    return seconds >= 0 && seconds <= bar;
  }

  /** A consumer of the LiveKit bridge hears nobody: only the end of its process helps. */
  Verdict deaf() {
    String claim = "a consumer that hears nobody takes liveness down and ends its process";
    boolean there =
        trial.cluster().nodes().stream().anyMatch(node -> node.name().equals("livekit-server"));
    if (!there) {
      return Verdict.of(
          Promise.P15, claim, Finding.NOT_TESTED, "livekit-server", "not on the PATH");
    }
    Instance instance = trial.cluster().instances(Service.LIVEKIT).getFirst();
    instance.set(STALLED_AFTER, SCALED_STALL);
    instance.set(EXIT_AFTER, SCALED_EXIT);
    Standstill standstill = new Standstill(instance, PATIENCE);
    boolean stood = standstill.begin(CrashPoint.LIVEKIT_BEFORE_PUBLISH, Manner.DEAF);
    trial.did("consumer stands still and hears nobody");
    double noticed = standstill.untilReplaced();
    double down = standstill.seconds(() -> !isLive(instance));
    double ended = standstill.seconds(() -> !instance.isAlive());
    instance.kill();
    instance.start();
    Cluster.awaitReady(instance);
    double again = standstill.seconds(instance::isReady);
    return Verdict.of(
        Promise.P15,
        claim,
        stood && isWithin(noticed, NOTICED * SCALE) && down >= 0 && ended >= 0 && again >= 0,
        STALLED_AFTER + " and " + EXIT_AFTER,
        SCALED_STALL + " and " + SCALED_EXIT,
        "stood",
        standstill.where(),
        "noticed after, s",
        noticed,
        "wanted within, s",
        NOTICED * SCALE,
        "liveness down after, s",
        down,
        "process ended by itself after, s",
        ended,
        "started again and ready after, s",
        again);
  }

  private static boolean isLive(Instance instance) {
    return Web.get(instance.url("/actuator/health/liveness")).status() == 200;
  }
}

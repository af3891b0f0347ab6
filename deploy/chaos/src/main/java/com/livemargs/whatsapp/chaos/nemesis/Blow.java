package com.livemargs.whatsapp.chaos.nemesis;

import com.livemargs.whatsapp.chaos.cluster.Service;
import java.time.Duration;
import java.util.Map;

/** One thing that is done to the system, and for how long. */
public sealed interface Blow {

  /** SIGKILL, and a start after the pause. */
  record Kill(String node, Duration pause) implements Blow {}

  /** SIGTERM, and a start after the pause. */
  record Stop(String node, Duration pause) implements Blow {}

  /** SIGSTOP, and SIGCONT after the pause. */
  record Freeze(String node, Duration pause) implements Blow {
    private static final Duration LONG = Duration.ofSeconds(30);

    /** Longer than any session and most requests last. */
    boolean isLong() {
      return pause.compareTo(LONG) >= 0;
    }
  }

  /** Every open connection of a link is reset. */
  record Reset(String link) implements Blow {}

  /** No byte goes through a link. */
  record Stall(String link, Duration pause) implements Blow {}

  /** Every chunk of a link waits. */
  record Slow(String link, Duration each, Duration pause) implements Blow {}

  /** Two more instances, and after the pause as many as before. */
  record Scale(Service service, Duration pause) implements Blow {}

  /** The next sends go wrong at Meta, by the simulator's kind of fault, after the delay. */
  record Meta(String kind, int times, Duration delay) implements Blow {

    /** The fault as the simulator is told of it. */
    Map<String, Object> order() {
      return Map.of("kind", kind, "times", times, "delay", delay.toString());
    }
  }

  /** As it is counted in reports. */
  default String title() {
    return switch (this) {
      case Kill it -> "SIGKILL " + kind(it.node());
      case Stop it -> "SIGTERM and restart " + kind(it.node());
      case Freeze it -> "SIGSTOP " + (it.isLong() ? "for 30 s and longer " : "") + kind(it.node());
      case Reset it -> "reset all connections to " + kind(it.link());
      case Stall it -> "stall connections to " + kind(it.link());
      case Slow it -> "slow connections to " + kind(it.link());
      case Scale it -> "scale out and back " + it.service().word();
      case Meta it -> "Meta: " + it.kind();
    };
  }

  private static String kind(String node) {
    return node.replaceFirst("-[0-9]+$", "");
  }
}

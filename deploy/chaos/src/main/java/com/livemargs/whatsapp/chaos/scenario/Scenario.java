package com.livemargs.whatsapp.chaos.scenario;

import com.livemargs.whatsapp.chaos.cluster.Shape;
import java.util.List;
import java.util.Set;

/**
 * An experiment on a running system. It gets a cluster that is whole and leaves one behind that is
 * whole: links healed, nodes started, faults of Meta cleared. Conversations, keys and ids are its
 * own, so that scenarios can share a cluster.
 */
public interface Scenario {

  /** For {@code --only} and the report, such as {@code storm}. */
  String name();

  /** What it says something about. */
  Set<Promise> promises();

  /** Whether it is part of this tier. */
  default boolean isIn(Tier tier) {
    return true;
  }

  /**
   * The cluster it needs. Scenarios with the same shape share one cluster and run one after the
   * other; a shape with settings of its own gets a cluster of its own.
   */
  default Shape shape(Tier tier) {
    return tier.shape();
  }

  /** Does it, and judges. What it throws counts as a broken promise, all of {@link #promises}. */
  List<Verdict> run(Trial trial) throws Exception;
}

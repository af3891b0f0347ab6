package com.livemargs.whatsapp.chaos.scenario;

import com.livemargs.whatsapp.chaos.cluster.Cluster;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * One run of a scenario: the cluster it may destroy, how much of it, and the dice. Whatever is done
 * to the cluster is counted here for the report.
 *
 * @param cluster started and ready
 * @param tier how much
 * @param seed of everything random
 * @param webhooks how many, where a scenario has many
 * @param done what was done, by name
 */
public record Trial(
    Cluster cluster, Tier tier, long seed, int webhooks, Map<String, LongAdder> done) {

  public Trial(Cluster cluster, Tier tier, long seed, int webhooks) {
    this(cluster, tier, seed, webhooks, new ConcurrentSkipListMap<>());
  }

  /** Dice that fall alike for the same seed and purpose. */
  public Random dice(String purpose) {
    return new Random(seed ^ ((long) purpose.hashCode() << 32));
  }

  /** Counts something that was done, such as {@code kill postgres}. */
  public void did(String what) {
    did(what, 1);
  }

  /** Counts several of them. */
  public void did(String what, long times) {
    done.computeIfAbsent(what, name -> new LongAdder()).add(times);
  }
}

package com.livemargs.whatsapp.persistence.meter;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;

/** Counts what a store was asked to keep and what became of it. */
public final class StoreMeters {

  private static final String NAME = "whatsapp.persist";

  private final MeterRegistry meters;
  private final String store;

  /**
   * All counters of a store, at zero.
   *
   * @param store {@code postgresql} or {@code mongodb}
   */
  public StoreMeters(MeterRegistry meters, String store) {
    this.meters = meters;
    this.store = store;
    for (Entity entity : Entity.values()) {
      List.of("inserted", "merged", "duplicate", "failed").forEach(it -> add(entity, it, 0));
    }
  }

  /** Counts for nobody: a store outside a service. */
  public static StoreMeters unread(String store) {
    return new StoreMeters(new SimpleMeterRegistry(), store);
  }

  /** What is counted. */
  public enum Entity {
    MESSAGE,
    STATUS
  }

  /** Counts of one attempt, which take effect when it is durable. */
  public Writes writes() {
    return new Writes(this);
  }

  /** So many facts were not kept by an attempt; they are tried again. */
  public void failed(Entity entity, int facts) {
    add(entity, "failed", facts);
  }

  void add(Entity entity, String outcome, int facts) {
    String name = entity == Entity.MESSAGE ? "message" : "status";
    meters.counter(NAME, "store", store, "entity", name, "outcome", outcome).increment(facts);
  }
}

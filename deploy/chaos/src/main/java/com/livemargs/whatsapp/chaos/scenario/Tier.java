package com.livemargs.whatsapp.chaos.scenario;

import com.livemargs.whatsapp.chaos.cluster.Shape;
import java.time.Duration;
import java.util.Locale;

/** How much is done: in minutes, in twenty of them, or in hours. */
public enum Tier {
  SHORT(Shape.small(), 10_000, 10, Duration.ofSeconds(200), Duration.ofSeconds(18)),
  LONG(Shape.large(), 100_000, 60, Duration.ofMinutes(14), Duration.ofSeconds(7)),
  HOURS(Shape.large(), 1_000_000, 600, Duration.ofHours(3), Duration.ofSeconds(9));

  private final Shape shape;
  private final int webhooks;
  private final int kills;
  private final Duration storm;
  private final Duration gap;

  Tier(Shape shape, int webhooks, int kills, Duration storm, Duration gap) {
    this.shape = shape;
    this.webhooks = webhooks;
    this.kills = kills;
    this.storm = storm;
    this.gap = gap;
  }

  /** The tier of that name, in any case. */
  public static Tier of(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  /** The cluster it needs. */
  public Shape shape() {
    return shape;
  }

  /** Webhooks of the storm. */
  public int webhooks() {
    return webhooks;
  }

  /** Kills below which a storm proves nothing. */
  public int kills() {
    return kills;
  }

  /** How long random blows fall, at least; crash points may take longer. */
  public Duration storm() {
    return storm;
  }

  /**
   * Average time between two random blows; not every one is a kill, and crash points come on top.
   */
  public Duration gap() {
    return gap;
  }
}

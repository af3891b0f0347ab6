package com.livemargs.whatsapp.chaos.scenario;

import com.livemargs.whatsapp.chaos.cluster.Shape;
import java.time.Duration;
import java.util.Locale;

/** How much is done: in minutes, in twenty of them, or in hours. */
public enum Tier {
  SHORT(Shape.small(), 10_000, 10, Duration.ofSeconds(110)),
  LONG(Shape.large(), 100_000, 60, Duration.ofMinutes(14)),
  HOURS(Shape.large(), 1_000_000, 600, Duration.ofHours(3));

  private final Shape shape;
  private final int webhooks;
  private final int kills;
  private final Duration storm;

  Tier(Shape shape, int webhooks, int kills, Duration storm) {
    this.shape = shape;
    this.webhooks = webhooks;
    this.kills = kills;
    this.storm = storm;
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

  /** How long the storm lasts at least. */
  public Duration storm() {
    return storm;
  }
}

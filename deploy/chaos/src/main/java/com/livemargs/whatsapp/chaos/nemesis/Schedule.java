package com.livemargs.whatsapp.chaos.nemesis;

import com.livemargs.whatsapp.chaos.cluster.Service;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * An endless series of blows: the same for the same seed, nodes and links, whatever the system
 * makes of it.
 */
public final class Schedule {

  private static final List<String> SEND_FAULTS =
      List.of("accept-then-reset", "accept-then-500", "reset", "slow");
  private static final List<Service> SCALED =
      List.of(Service.INGRESS, Service.PERSISTENCE, Service.MEDIA, Service.OUTBOUND);
  private static final int WHOLE = 100;

  private final Random dice;
  private final List<String> services;
  private final List<String> servers;
  private final List<String> links;

  /**
   * A series over these.
   *
   * @param services nodes of ours
   * @param servers brokers, stores, LiveKit
   */
  public Schedule(Random dice, List<String> services, List<String> servers, List<String> links) {
    this.dice = dice;
    this.services = List.copyOf(services);
    this.servers = List.copyOf(servers);
    this.links = List.copyOf(links);
  }

  /** A blow, some time after the one before. */
  public record Step(Duration after, Blow blow) {}

  /**
   * The series.
   *
   * @param gap average time between two blows
   */
  public Stream<Step> steps(Duration gap) {
    Supplier<Step> next =
        () ->
            new Step(
                Duration.ofMillis((long) (gap.toMillis() * (0.5 + dice.nextDouble()))), blow());
    return Stream.generate(next);
  }

  private Blow blow() {
    int roll = dice.nextInt(WHOLE);
    if (roll < 35) {
      return new Blow.Kill(any(services), seconds(0, 4));
    }
    if (roll < 50) {
      return new Blow.Kill(any(servers), seconds(0, 5));
    }
    if (roll < 56) {
      return new Blow.Stop(any(servers), seconds(1, 6));
    }
    if (roll < 62) {
      return new Blow.Stop(any(services), seconds(0, 2));
    }
    if (roll < 70) {
      return new Blow.Freeze(any(services), seconds(5, 20));
    }
    if (roll < 74) {
      return new Blow.Freeze(any(servers), seconds(3, 10));
    }
    return roll < 92 ? link(roll) : rest(roll);
  }

  private Blow link(int roll) {
    if (roll < 82) {
      return new Blow.Reset(any(links));
    }
    return roll < 87
        ? new Blow.Stall(any(links), seconds(3, 12))
        : new Blow.Slow(any(links), Duration.ofMillis(20 + dice.nextInt(180)), seconds(5, 15));
  }

  private Blow rest(int roll) {
    return roll < 96
        ? new Blow.Scale(any(SCALED), seconds(10, 20))
        : new Blow.Meta(any(SEND_FAULTS), 1 + dice.nextInt(5));
  }

  private <T> T any(List<T> list) {
    return list.get(dice.nextInt(list.size()));
  }

  private Duration seconds(int least, int most) {
    return Duration.ofMillis(1_000L * least + dice.nextInt(1_000 * (most - least)));
  }
}

package com.livemargs.whatsapp.chaos.nemesis;

import com.livemargs.whatsapp.chaos.cluster.Service;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * An endless series of blows: the same for the same seed, nodes and links, whatever the system
 * makes of it.
 */
public final class Schedule {

  private static final String SLOW = "slow";
  private static final List<String> SEND_FAULTS =
      List.of("accept-then-reset", "accept-then-500", "accept-then-stall", "reset", "stall", SLOW);
  private static final List<Service> SCALED =
      List.of(Service.INGRESS, Service.PERSISTENCE, Service.MEDIA, Service.OUTBOUND);
  // Those that the steady share of what goes wrong at Meta has none of.
  private static final List<String> SLOWNESS = List.of("accept-then-stall", "stall", SLOW);
  private static final List<String> STORES = List.of("postgres", "mongodb");
  private static final int WHOLE = 100;
  private static final int RESETS_BELOW = 82;
  private static final int LINKS_BELOW = 92;
  private static final int LONG_FREEZE_EVERY = 25;

  private final Random dice;
  private final List<String> services;
  private final List<String> untoured;
  private final List<String> servers;
  private final List<String> brokers;
  private final List<String> stores;
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
    this.untoured = services.stream().filter(name -> !name.endsWith("-1")).toList();
    this.servers = List.copyOf(servers);
    this.brokers = servers.stream().filter(name -> name.startsWith("kafka")).toList();
    this.stores = servers.stream().filter(STORES::contains).toList();
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
    Stream<Blow> blows =
        Stream.concat(
            oneOfEach().stream(),
            Stream.iterate(1, number -> number + 1)
                .map(number -> number % LONG_FREEZE_EVERY == 0 ? longFreeze(number) : blow()));
    return blows.map(blow -> new Step(after(gap), blow));
  }

  private Duration after(Duration gap) {
    return Duration.ofMillis((long) (gap.toMillis() * (0.5 + dice.nextDouble())));
  }

  // Left to the dice, a run of a dozen blows has none of most kinds. What is frozen is not on its
  // tour of crash points, for whose end a blow would wait; the one broker of a small cluster is
  // left to the dice.
  private List<Blow> oneOfEach() {
    List<Blow> each = new ArrayList<>();
    stores.forEach(store -> each.add(end(store)));
    if (brokers.size() > 1) {
      each.add(end(any(brokers)));
    }
    each.add(link(RESETS_BELOW + dice.nextInt(LINKS_BELOW - RESETS_BELOW)));
    each.add(new Blow.Scale(any(SCALED), seconds(10, 20)));
    each.add(new Blow.Freeze(any(untoured.isEmpty() ? services : untoured), seconds(5, 20)));
    each.add(meta(any(SLOWNESS)));
    Collections.shuffle(each, dice);
    return each;
  }

  private Blow end(String server) {
    return dice.nextBoolean()
        ? new Blow.Kill(server, seconds(0, 5))
        : new Blow.Stop(server, seconds(1, 6));
  }

  // In turn one of ours and a broker: left to the dice, a run of a hundred blows might have none.
  private Blow longFreeze(int number) {
    boolean ours = number / LONG_FREEZE_EVERY % 2 == 1 || brokers.isEmpty();
    return new Blow.Freeze(any(ours ? services : brokers), seconds(30, 35));
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
    return roll < LINKS_BELOW ? link(roll) : rest(roll);
  }

  private Blow link(int roll) {
    if (roll < RESETS_BELOW) {
      return new Blow.Reset(any(links));
    }
    return roll < 87
        ? new Blow.Stall(any(links), seconds(3, 12))
        : new Blow.Slow(any(links), Duration.ofMillis(20 + dice.nextInt(180)), seconds(5, 15));
  }

  private Blow rest(int roll) {
    return roll < 96 ? new Blow.Scale(any(SCALED), seconds(10, 20)) : meta(any(SEND_FAULTS));
  }

  // An answer that comes late is an answer: well before the sender gives up, after 30 s.
  private Blow meta(String kind) {
    Duration delay = kind.equals(SLOW) ? seconds(2, 8) : Duration.ZERO;
    return new Blow.Meta(kind, 1 + dice.nextInt(5), delay);
  }

  private <T> T any(List<T> list) {
    return list.get(dice.nextInt(list.size()));
  }

  private Duration seconds(int least, int most) {
    return Duration.ofMillis(1_000L * least + dice.nextInt(1_000 * (most - least)));
  }
}

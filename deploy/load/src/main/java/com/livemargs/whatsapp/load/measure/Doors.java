package com.livemargs.whatsapp.load.measure;

import com.livemargs.whatsapp.load.baseline.BareDoor;
import com.livemargs.whatsapp.load.baseline.BareFlux;
import com.livemargs.whatsapp.load.generate.Generator;
import com.livemargs.whatsapp.load.generate.Outcome;
import com.livemargs.whatsapp.load.generate.Webhook;
import com.livemargs.whatsapp.load.generate.Webhooks;
import com.livemargs.whatsapp.load.process.Child;
import com.livemargs.whatsapp.load.process.Ports;
import com.livemargs.whatsapp.load.process.Service;
import com.livemargs.whatsapp.load.process.Services;
import com.livemargs.whatsapp.load.report.Report;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;

/** The door alone: ingress and one broker, beside a bare handler, in turns. */
final class Doors implements Measurement {

  private static final int CONNECTIONS = 64;
  private static final int WARM = 200_000;
  private static final int COUNT = 40_000;
  private static final int ROUNDS = 5;
  private static final double BAR = 0.8;
  private static final String TOPIC = "whatsapp.messages";

  private int made;

  @Override
  public String name() {
    return "door";
  }

  @Override
  public void run(Site site, Report report) {
    report.begin("The door: ingress and one broker alone, 64 connections, closed loop");
    int nothing = Ports.free();
    int netty = Ports.free();
    int flux = Ports.free();
    int keys = Ports.free();
    List<String> kafka = List.of(site.bootstrapServers(), TOPIC);
    List<String> keyed = List.of(site.bootstrapServers(), TOPIC, "keyed");
    try (Services ingress = site.some(EnumSet.of(Service.INGRESS));
        Child none = door(site, BareDoor.class, nothing, List.of());
        Child bare = door(site, BareDoor.class, netty, kafka);
        Child same = door(site, BareFlux.class, flux, kafka);
        Child ordered = door(site, BareFlux.class, keys, keyed)) {
      none.requireAlive();
      ceiling(nothing, report);
      Contender ours =
          new Contender("ours", ingress.child(Service.INGRESS), ingress.port(Service.INGRESS));
      List<Contender> bares =
          List.of(
              new Contender("a bare WebFlux route that checks the HMAC and produces", same, flux),
              new Contender("the same with keys, over all partitions", ordered, keys),
              new Contender("bare Netty that checks the HMAC and produces", bare, netty));
      compare(ours, bares, report);
    }
  }

  private static Child door(Site site, Class<?> main, int port, List<String> kafka) {
    List<String> all = new ArrayList<>(List.of(String.valueOf(port), Services.SECRET));
    all.addAll(kafka);
    List<String> command =
        site.cores().keeping(Child.main("256m", main, all.toArray(String[]::new)));
    String name = main.getSimpleName() + "-" + port;
    Child child = Child.start(name, command, Map.of(), site.logs());
    Ports.await(name + " listens", Duration.ofSeconds(30), () -> Ports.listens(port));
    return child;
  }

  private void ceiling(int port, Report report) {
    drive(port, COUNT);
    Outcome best = drive(port, 2 * COUNT);
    report.told(
        "generator's own ceiling, against a handler that does nothing",
        "%.0f/s".formatted(best.perSecond()),
        "p99 %.2f ms".formatted(best.millis(99)));
  }

  /** Somebody behind a port, and how the rounds went. */
  private record Contender(
      String name, Child child, int port, List<Double> rates, List<Double> cpu) {

    Contender(String name, Child child, int port) {
      this(name, child, port, new ArrayList<>(), new ArrayList<>());
    }

    double perSecond() {
      return median(rates);
    }

    String description() {
      return "%.0f/s, CPU %.0f µs each".formatted(perSecond(), median(cpu));
    }
  }

  private void compare(Contender ours, List<Contender> bares, Report report) {
    List<Contender> all = new ArrayList<>(bares);
    all.add(ours);
    all.forEach(one -> drive(one.port(), WARM));
    List<Outcome> outcomes = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      for (Contender one : all) {
        long before = one.child().usage().cpuMillis();
        Outcome outcome = drive(one.port(), COUNT);
        one.rates().add(outcome.perSecond());
        one.cpu().add((one.child().usage().cpuMillis() - before) * 1_000.0 / COUNT);
        outcomes.add(outcome);
      }
    }
    int refused = outcomes.stream().mapToInt(Outcome::refused).sum();
    report.told("ours", ours.description(), "refused " + refused);
    bares.forEach(bare -> tell(ours, bare, report));
  }

  private static void tell(Contender ours, Contender bare, Report report) {
    double ratio = ours.perSecond() / bare.perSecond();
    report.figure(
        "webhooks accepted per second, durable, beside " + bare.name(),
        "%.0f/s, %.0f %%".formatted(ours.perSecond(), ratio * 100),
        "≥ 80 %",
        ratio >= BAR,
        "bare " + bare.description());
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }

  private Outcome drive(int port, int count) {
    Webhooks source = new Webhooks(Services.SECRET, "door" + System.nanoTime(), 1_000);
    List<Webhook> webhooks = source.messages(made, count);
    made += count;
    try (Generator generator = new Generator(port, CONNECTIONS)) {
      return generator.run(webhooks);
    }
  }
}

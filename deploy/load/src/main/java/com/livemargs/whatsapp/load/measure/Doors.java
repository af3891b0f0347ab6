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
    List<String> kafka = List.of(site.bootstrapServers(), TOPIC);
    try (Services ingress = site.some(EnumSet.of(Service.INGRESS));
        Child none = door(site, BareDoor.class, nothing, List.of());
        Child bare = door(site, BareDoor.class, netty, kafka);
        Child same = door(site, BareFlux.class, flux, kafka)) {
      none.requireAlive();
      ceiling(nothing, report);
      Contender ours = new Contender(ingress.child(Service.INGRESS), ingress.port(Service.INGRESS));
      compare(ours, new Contender(same, flux), new Contender(bare, netty), report);
    }
  }

  private static Child door(Site site, Class<?> main, int port, List<String> kafka) {
    List<String> all = new ArrayList<>(List.of(String.valueOf(port), Services.SECRET));
    all.addAll(kafka);
    List<String> command =
        site.cores().keeping(Child.main("256m", main, all.toArray(String[]::new)));
    String name = main.getSimpleName() + (kafka.isEmpty() ? "-200" : "");
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
  private record Contender(Child child, int port, List<Double> rates, List<Double> cpu) {

    Contender(Child child, int port) {
      this(child, port, new ArrayList<>(), new ArrayList<>());
    }

    double perSecond() {
      return median(rates);
    }

    String description() {
      return "%.0f/s, CPU %.0f µs each".formatted(perSecond(), median(cpu));
    }
  }

  private void compare(Contender ours, Contender same, Contender bare, Report report) {
    List<Contender> all = List.of(bare, same, ours);
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
    String beside = "ours " + ours.description() + "; refused " + refused;
    tell("a bare WebFlux route that checks the HMAC and produces", ours, same, beside, report);
    tell("bare Netty that checks the HMAC and produces", ours, bare, "", report);
  }

  private static void tell(
      String bare, Contender ours, Contender theirs, String beside, Report report) {
    double ratio = ours.perSecond() / theirs.perSecond();
    report.figure(
        "webhooks accepted per second, durable, beside " + bare,
        "%.0f/s, %.0f %%".formatted(ours.perSecond(), ratio * 100),
        "≥ 80 %",
        ratio >= BAR,
        "bare " + theirs.description() + (beside.isEmpty() ? "" : "; " + beside));
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

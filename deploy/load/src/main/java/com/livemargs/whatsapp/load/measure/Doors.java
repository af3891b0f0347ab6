package com.livemargs.whatsapp.load.measure;

import com.livemargs.whatsapp.load.baseline.BareDoor;
import com.livemargs.whatsapp.load.generate.Generator;
import com.livemargs.whatsapp.load.generate.Outcome;
import com.livemargs.whatsapp.load.generate.Webhook;
import com.livemargs.whatsapp.load.generate.Webhooks;
import com.livemargs.whatsapp.load.process.Child;
import com.livemargs.whatsapp.load.process.Cores;
import com.livemargs.whatsapp.load.process.Ports;
import com.livemargs.whatsapp.load.process.Service;
import com.livemargs.whatsapp.load.process.Services;
import com.livemargs.whatsapp.load.report.Report;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;

/** The door alone: ingress and one broker, beside a bare handler, in turns. */
final class Doors implements Measurement {

  private static final int CONNECTIONS = 64;
  private static final int WARM = 60_000;
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
    int bare = Ports.free();
    List<String> kafka = List.of(site.bootstrapServers(), TOPIC);
    try (Services ingress = site.some(EnumSet.of(Service.INGRESS));
        Child none = door(site, "bare-200", site.cores(), nothing, List.of());
        Child door = door(site, "bare-door", site.cores(), bare, kafka)) {
      none.requireAlive();
      door.requireAlive();
      ceiling(nothing, report);
      compare(ingress, door, bare, report);
    }
  }

  static Child door(Site site, String name, Cores cores, int port, List<String> kafka) {
    String[] arguments = {String.valueOf(port), Services.SECRET};
    String[] all = Arrays.copyOf(arguments, arguments.length + kafka.size());
    for (int i = 0; i < kafka.size(); i++) {
      all[arguments.length + i] = kafka.get(i);
    }
    List<String> command = cores.keeping(Child.main("256m", BareDoor.class, all));
    Child child = Child.start(name, command, Map.of(), site.logs());
    Ports.await(name + " listens", Duration.ofSeconds(30), () -> Ports.listens(port));
    return child;
  }

  private void ceiling(int port, Report report) {
    drive(port, WARM);
    Outcome best = drive(port, 2 * COUNT);
    report.told(
        "generator's own ceiling, against a handler that does nothing",
        "%.0f/s".formatted(best.perSecond()),
        "p99 %.2f ms".formatted(best.millis(99)));
  }

  private void compare(Services ingress, Child door, int bare, Report report) {
    int port = ingress.port(Service.INGRESS);
    drive(port, WARM);
    drive(bare, WARM);
    double[] ours = new double[ROUNDS];
    double[] theirs = new double[ROUNDS];
    long oursCpu = 0;
    long theirsCpu = 0;
    double p99 = 0;
    int refused = 0;
    for (int round = 0; round < ROUNDS; round++) {
      long before = door.usage().cpuMillis();
      theirs[round] = drive(bare, COUNT).perSecond();
      theirsCpu += door.usage().cpuMillis() - before;
      before = ingress.child(Service.INGRESS).usage().cpuMillis();
      Outcome outcome = drive(port, COUNT);
      oursCpu += ingress.child(Service.INGRESS).usage().cpuMillis() - before;
      ours[round] = outcome.perSecond();
      p99 = Math.max(p99, outcome.millis(99));
      refused += outcome.refused();
    }
    double ratio = median(ours) / median(theirs);
    report.figure(
        "webhooks accepted per second, durable",
        "%.0f/s, %.0f %% of bare".formatted(median(ours), ratio * 100),
        "≥ 80 % of bare",
        ratio >= BAR,
        "bare HMAC and produce %.0f/s; CPU per webhook ours %.0f µs, bare %.0f µs; worst p99 ours %.1f ms; refused %d"
            .formatted(median(theirs), each(oursCpu), each(theirsCpu), p99, refused));
  }

  private static double each(long millis) {
    return millis * 1_000.0 / (ROUNDS * COUNT);
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
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

package com.livemargs.whatsapp.load.measure;

import com.livemargs.whatsapp.load.baseline.PlainDesign;
import com.livemargs.whatsapp.load.generate.Generator;
import com.livemargs.whatsapp.load.generate.Outcome;
import com.livemargs.whatsapp.load.generate.Webhooks;
import com.livemargs.whatsapp.load.process.Child;
import com.livemargs.whatsapp.load.process.Ports;
import com.livemargs.whatsapp.load.process.Services;
import com.livemargs.whatsapp.load.process.Usage;
import com.livemargs.whatsapp.load.store.Tables;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The plain design on the same servers, warmed until it is warm, as ours are. */
final class Plain {

  private static final String NAME = "plain";
  private static final int WARM = 10_000;
  private static final int WARM_ROUNDS_AT_MOST = 12;

  private final Site site;

  Plain(Site site) {
    this.site = site;
  }

  /** How its burst went. */
  record Result(
      double perSecond, double p99, double cpuMillis, double serversCpuMillis, String warmth) {}

  Result burst(int count) {
    String postgres =
        Tables.create(site.postgres(), NAME).replace("postgresql:", "r2dbc:postgresql:");
    String mongo = Tables.create(site.mongo(), NAME);
    int port = Ports.free();
    List<String> command =
        Child.main(
            "256m", PlainDesign.class, String.valueOf(port), Services.SECRET, postgres, mongo);
    try (Child child =
        Child.start("plain-design", site.cores().keeping(command), Map.of(), site.logs())) {
      Ports.await(
          "the plain design listens",
          Duration.ofSeconds(30),
          () -> {
            child.requireAlive();
            return Ports.listens(port);
          });
      return burst(child, port, count);
    }
  }

  private Result burst(Child child, int port, int count) {
    Webhooks source = new Webhooks(Services.SECRET, "plain" + System.nanoTime(), 1_000);
    try (Generator generator = new Generator(port, Pipeline.CONNECTIONS)) {
      Warmth warmth =
          Warmth.of(
              List.of(child),
              1,
              WARM_ROUNDS_AT_MOST,
              round -> generator.run(source.messages(round * WARM, WARM)));
      Usage before = child.usage();
      Map<String, Usage> servers = site.serversUsage();
      Outcome outcome = generator.run(source.messages(warmth.rounds() * WARM, count));
      CpuTable cpu = new CpuTable(servers, site.serversUsage(), count);
      double own = child.usage().since(before).cpuMillis() / (double) count;
      return new Result(
          outcome.perSecond(), outcome.millis(99), own, cpu.servers(), warmth.description(WARM));
    }
  }
}

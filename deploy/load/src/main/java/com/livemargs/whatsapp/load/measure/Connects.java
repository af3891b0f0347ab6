package com.livemargs.whatsapp.load.measure;

import com.livemargs.whatsapp.load.baseline.ConnectWorker;
import com.livemargs.whatsapp.load.baseline.Records;
import com.livemargs.whatsapp.load.process.Child;
import com.livemargs.whatsapp.load.process.Service;
import com.livemargs.whatsapp.load.process.Services;
import com.livemargs.whatsapp.load.process.Usage;
import com.livemargs.whatsapp.load.report.Report;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;

/**
 * The writer compared with Kafka Connect's sinks: the same topic, the same records, both stores,
 * one after the other, warm.
 */
final class Connects implements Measurement {

  private static final int WARM = 50_000;
  private static final int WARM_ROUNDS = 3;
  private static final int WARM_ROUNDS_AT_MOST = 24;
  private static final int COUNT = 100_000;
  private static final double BAR = 1.5;
  private static final int ROWS_OF_OURS = 2;
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final List<String> TOPICS = List.of("whatsapp.messages");

  @Override
  public String name() {
    return "connect";
  }

  @Override
  public void run(Site site, Report report) {
    report.begin(
        "The writer beside Kafka Connect's JDBC and MongoDB sinks, %,d records".formatted(COUNT));
    Path libraries = site.root().resolve("deploy/load/target/connect");
    if (!Files.isDirectory(libraries)) {
      report.told("rows per second of CPU", "not measured", "Connect was not fetched: --connect");
      return;
    }
    site.endFive();
    Cost ours = ours(site);
    Cost theirs = theirs(site, libraries);
    tell(ours, theirs, report);
  }

  /** Of the process that moves the records, and of both databases, in µs per message. */
  private record Cost(double worker, double stores, double perSecond, String warmth) {}

  private static Cost ours(Site site) {
    try (Services writer = site.some(EnumSet.of(Service.PERSISTENCE))) {
      return cost(site, writer.child(Service.PERSISTENCE), Pipeline.POSTGRES, Pipeline.MONGO);
    }
  }

  private static Cost theirs(Site site, Path libraries) {
    String postgres = site.postgres().database("connect_sink").replaceFirst("^.*@", "");
    List<String> command =
        ConnectWorker.command(
            libraries,
            site.logs().resolve("connect"),
            site.bootstrapServers(),
            postgres,
            site.mongo().uri("connect"));
    try (Child child =
        Child.start("connect", site.cores().keeping(command), Map.of(), site.logs())) {
      Cost cost = cost(site, child, ConnectWorker.POSTGRES, ConnectWorker.MONGO);
      requireAll(site);
      return cost;
    }
  }

  // All that was written to the topic, ours included.
  private static void requireAll(Site site) {
    long written = site.groups().ends(TOPICS).values().stream().mapToLong(Long::longValue).sum();
    String rows = site.postgres().value("connect_sink", "select count(*) from connect_messages");
    long documents = site.mongo().database("connect").getCollection("messages").countDocuments();
    if (Long.parseLong(rows) != written || documents != written) {
      throw new IllegalStateException(
          "of %d records Connect kept %s rows and %d documents"
              .formatted(written, rows, documents));
    }
  }

  private static Cost cost(Site site, Child worker, String postgres, String mongo) {
    String run = "connect" + System.nanoTime();
    Warmth warmth =
        Warmth.of(
            List.of(worker),
            WARM_ROUNDS,
            WARM_ROUNDS_AT_MOST,
            round -> {
              Records.write(site.bootstrapServers(), run, round * WARM, WARM);
              reach(site, postgres, mongo);
            });
    Usage before = worker.usage();
    Map<String, Usage> stores = site.serversUsage();
    long start = System.nanoTime();
    Records.write(site.bootstrapServers(), run, warmth.rounds() * WARM, COUNT);
    reach(site, postgres, mongo);
    double seconds = (System.nanoTime() - start) / 1e9;
    CpuTable cpu = new CpuTable(stores, site.serversUsage(), COUNT);
    double each = worker.usage().since(before).cpuMillis() * 1_000.0 / COUNT;
    double stored = (cpu.each("postgresql") + cpu.each("mongod")) * 1_000;
    return new Cost(each, stored, COUNT / seconds, warmth.description(WARM));
  }

  private static void reach(Site site, String postgres, String mongo) {
    var ends = site.groups().ends(TOPICS);
    site.groups().reach(postgres, ends, PATIENCE);
    site.groups().reach(mongo, ends, PATIENCE);
  }

  private static void tell(Cost ours, Cost theirs, Report report) {
    // Both stores: a message is two rows and two documents of ours, one row and one document there.
    double rows = ROWS_OF_OURS * theirs.worker() / ours.worker();
    report.figure(
        "rows per second of CPU, ours : Connect",
        "%.1f ×".formatted(rows),
        "≥ 1.5 ×",
        rows >= BAR,
        "messages per second of CPU %.1f ×; CPU per message in both stores: ours %.0f µs (2 rows and 2 documents, parsed), Connect %.0f µs (1 and 1, as received); stores' CPU %.0f and %.0f µs; %.0f and %.0f messages/s; ours %s, Connect %s"
            .formatted(
                theirs.worker() / ours.worker(),
                ours.worker(),
                theirs.worker(),
                ours.stores(),
                theirs.stores(),
                ours.perSecond(),
                theirs.perSecond(),
                ours.warmth(),
                theirs.warmth()));
  }
}

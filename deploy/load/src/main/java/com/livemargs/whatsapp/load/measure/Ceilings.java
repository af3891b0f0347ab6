package com.livemargs.whatsapp.load.measure;

import com.livemargs.whatsapp.load.baseline.StoreCeiling;
import com.livemargs.whatsapp.load.process.Child;
import com.livemargs.whatsapp.load.process.Usage;
import com.livemargs.whatsapp.load.report.Report;
import com.livemargs.whatsapp.load.store.Tables;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Bare batched writes into each store, with our tables and indexes. */
final class Ceilings implements Measurement {

  private static final Pattern PER_SECOND = Pattern.compile("perSecond=(\\d+)");
  private static final String NAME = "ceiling";
  private static final String ROWS = "20000";

  @Override
  public String name() {
    return "stores";
  }

  @Override
  public void run(Site site, Report report) {
    report.begin("The stores: bare batched writes of 20,000 messages and their lines, no Kafka");
    String postgres =
        Tables.create(site.postgres(), NAME).replace("postgresql:", "r2dbc:postgresql:");
    tell(site, "postgresql", "PostgreSQL, 500 a batch, two at once", postgres, report);
    String mongo = Tables.create(site.mongo(), NAME);
    tell(site, "mongod", "MongoDB, 500 a batch, two at once", mongo, report);
  }

  private static void tell(Site site, String server, String name, String url, Report report) {
    List<String> command = site.cores().keeping(Child.main("512m", StoreCeiling.class, url, ROWS));
    Map<String, Usage> before = site.serversUsage();
    try (Child child = Child.start("ceiling-" + server, command, Map.of(), site.logs())) {
      Matcher found = PER_SECOND.matcher(child.awaitEnd(120));
      String value = found.find() ? found.group(1) + " messages/s" : "?";
      Usage used = CpuTable.of(site.serversUsage(), server).since(CpuTable.of(before, server));
      double each = used.cpuMillis() * 1_000.0 / (3 * Integer.parseInt(ROWS));
      report.told(name, value, "CPU of %s %.0f µs per message".formatted(server, each));
    }
  }
}

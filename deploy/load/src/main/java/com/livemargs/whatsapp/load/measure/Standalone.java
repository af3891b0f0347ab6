package com.livemargs.whatsapp.load.measure;

import com.livemargs.whatsapp.load.process.Child;
import com.livemargs.whatsapp.load.report.Report;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long {@code ./run} takes from a warm start to ready: what deploy/measure says. */
final class Standalone implements Measurement {

  private static final Pattern WARM = Pattern.compile("warm start to ready: ([0-9.]+) s");
  private static final double BAR = 10;
  private static final long PATIENCE_SECONDS = 900;

  @Override
  public String name() {
    return "standalone";
  }

  @Override
  public void run(Site site, Report report) {
    report.begin("Everything in one process, ./run");
    site.endFive();
    List<String> command = List.of(site.root().resolve("deploy/measure").toString());
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put("IDLE_SECONDS", "5");
    try (Child child =
        Child.start("standalone", site.cores().keeping(command), environment, site.logs())) {
      String told = child.awaitEnd(PATIENCE_SECONDS);
      Matcher warm = WARM.matcher(told);
      double seconds = warm.find() ? Double.parseDouble(warm.group(1)) : Double.NaN;
      report.figure(
          "warm start to ready",
          "%.1f s".formatted(seconds),
          "≤ 10 s",
          seconds <= BAR,
          told.strip().replace("\n", "; "));
    }
  }
}

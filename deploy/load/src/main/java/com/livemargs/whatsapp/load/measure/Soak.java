package com.livemargs.whatsapp.load.measure;

import com.livemargs.whatsapp.load.generate.Generator;
import com.livemargs.whatsapp.load.generate.Outcome;
import com.livemargs.whatsapp.load.generate.Pace;
import com.livemargs.whatsapp.load.generate.Webhooks;
import com.livemargs.whatsapp.load.process.Service;
import com.livemargs.whatsapp.load.process.Services;
import com.livemargs.whatsapp.load.process.Usage;
import com.livemargs.whatsapp.load.report.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * 500 texts a second for half an hour: what stays in memory, whether answers get slower, and what a
 * text costs once everything is compiled that such load will ever have compiled.
 */
final class Soak implements Measurement {

  private static final int RATE = 500;
  private static final int SECONDS = 60;
  private static final int MINUTES = Integer.getInteger("load.soak.minutes", 30);
  private static final int SETTLED = Math.max(1, MINUTES / 6);
  private static final long GROWTH_MIB = 8;

  @Override
  public String name() {
    return "soak";
  }

  @Override
  public void run(Site site, Report report) {
    report.begin("500 texts a second for %d minutes".formatted(MINUTES));
    Pipeline pipeline = new Pipeline(site);
    Webhooks source = new Webhooks(Services.SECRET, "soak" + System.nanoTime(), 1_000);
    pipeline.burst(source.messages(0, RATE * SECONDS));
    List<Map<String, Long>> heaps = new ArrayList<>();
    List<Double> answers = new ArrayList<>();
    List<CpuTable> costs = new ArrayList<>();
    try (Generator generator =
        new Generator(site.five().port(Service.INGRESS), Pipeline.CONNECTIONS)) {
      for (int minute = 1; minute <= MINUTES; minute++) {
        int first = minute * RATE * SECONDS;
        Map<String, Usage> before = site.usage();
        Outcome outcome =
            generator.run(
                Pace.perSecond(RATE), RATE * SECONDS, i -> source.message(first + i), (w, n) -> {});
        costs.add(new CpuTable(before, site.usage(), RATE * SECONDS));
        answers.add(outcome.millis(99));
        heaps.add(site.five().heapAfterCollection());
      }
    }
    pipeline.settle();
    tell(heaps, report);
    tell(answers, costs, report);
  }

  private static void tell(List<Map<String, Long>> heaps, Report report) {
    for (String service : heaps.getFirst().keySet()) {
      List<Long> mib = heaps.stream().map(heap -> heap.getOrDefault(service, 0L)).toList();
      long early = mib.stream().limit(SETTLED).mapToLong(Long::longValue).max().orElse(0);
      long late = mib.stream().skip(MINUTES - SETTLED).mapToLong(Long::longValue).max().orElse(0);
      report.figure(
          "heap of " + service + " after a full collection",
          "%d → %d MiB".formatted(early, late),
          "flat",
          late - early <= GROWTH_MIB,
          "each minute " + mib);
    }
  }

  private static void tell(List<Double> answers, List<CpuTable> costs, Report report) {
    double late =
        costs.stream().skip(MINUTES - SETTLED).mapToDouble(CpuTable::ours).average().orElseThrow();
    report.figure(
        "CPU per message of our five services, at 500/s, in the last %d minutes".formatted(SETTLED),
        "%.3f ms".formatted(late),
        "≤ 0.5 ms",
        late <= Steady.CPU_BAR,
        "each minute %s ms, of it compilers %s ms; in the last %s"
            .formatted(
                each(costs, CpuTable::ours),
                each(costs, CpuTable::compilers),
                costs.getLast().description()));
    report.told(
        "p99 of the answer, first and last minute",
        "%.1f → %.1f ms".formatted(answers.getFirst(), answers.getLast()),
        "");
  }

  private static List<String> each(List<CpuTable> costs, ToDoubleFunction<CpuTable> figure) {
    return costs.stream().map(cost -> "%.3f".formatted(figure.applyAsDouble(cost))).toList();
  }
}

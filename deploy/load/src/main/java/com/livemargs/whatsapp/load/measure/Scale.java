package com.livemargs.whatsapp.load.measure;

import com.livemargs.whatsapp.load.generate.Webhook;
import com.livemargs.whatsapp.load.generate.Webhooks;
import com.livemargs.whatsapp.load.process.Services;
import com.livemargs.whatsapp.load.report.Report;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** What a message and a status cost with 1,000,000 messages stored, compared with 10,000. */
final class Scale implements Measurement {

  private static final int FEW = 10_000;
  private static final int MANY = 1_000_000;
  private static final int BURST = 4_000;
  private static final int ROUNDS = 3;
  // As many as there are messages that went out among the few.
  private static final int STATUSES = FEW / 2 / ROUNDS;
  private static final int WARM_BURST = 20_000;
  private static final int WARM_ROUNDS = 5;
  private static final int WARM_ROUNDS_AT_MOST = 40;
  private static final int WARM = WARM_ROUNDS_AT_MOST * WARM_BURST;
  private static final double BAR = 1.1;

  @Override
  public String name() {
    return "scale";
  }

  /** Milliseconds of processor time, of the writer and both databases, and messages per second. */
  private record Cost(double cpu, double perSecond, String description) {}

  @Override
  public void run(Site site, Report report) {
    report.begin("1,000,000 messages stored, compared with 10,000");
    site.closeRooms();
    Pipeline pipeline = new Pipeline(site);
    Webhooks source = new Webhooks(Services.SECRET, "scale" + System.nanoTime(), 1_000);
    Filling filling = new Filling(site);
    // The writer makes its tables when the first message comes.
    pipeline.burst(source.messages(WARM + 2 * ROUNDS * BURST, BURST));
    filling.fill(0, FEW);
    Warmth warmth =
        Warmth.of(
            site.jvms(),
            WARM_ROUNDS,
            WARM_ROUNDS_AT_MOST,
            round -> {
              pipeline.burst(source.messages(round * WARM_BURST, WARM_BURST));
              statuses(pipeline, source, 0, FEW);
            });
    report.told("warm", warmth.description(WARM_BURST), "with statuses between them");
    filling.empty();
    filling.fill(0, FEW);
    Cost fewStatuses = statuses(pipeline, source, 0, FEW);
    Cost fewTexts = texts(pipeline, source, WARM);
    filling.fill(FEW, MANY);
    Cost manyTexts = texts(pipeline, source, WARM + ROUNDS * BURST);
    Cost manyStatuses = statuses(pipeline, source, FEW, MANY);
    tell("a text", fewTexts, manyTexts, report);
    tell("a status of a stored message", fewStatuses, manyStatuses, report);
  }

  private static Cost texts(Pipeline pipeline, Webhooks source, int from) {
    return cost(pipeline, round -> source.messages(from + round * BURST, BURST));
  }

  // Each of another message that went out, anywhere among those that are stored.
  private static Cost statuses(Pipeline pipeline, Webhooks source, int from, int to) {
    int[] outgoing =
        new Random(1)
            .ints(from / 2, to / 2)
            .map(half -> 2 * half + 1)
            .distinct()
            .limit(ROUNDS * (long) STATUSES)
            .toArray();
    int each = outgoing.length / ROUNDS;
    return cost(
        pipeline,
        round ->
            IntStream.range(round * each, (round + 1) * each)
                .mapToObj(i -> source.status(i, Filling.wamid(outgoing[i]), "delivered"))
                .toList());
  }

  private static Cost cost(Pipeline pipeline, IntFunction<List<Webhook>> webhooks) {
    return IntStream.range(0, ROUNDS)
        .mapToObj(webhooks::apply)
        .map(pipeline::burst)
        .map(
            burst -> {
              CpuTable cpu = burst.cpu();
              double all =
                  cpu.each("persistence-writer") + cpu.each("postgresql") + cpu.each("mongod");
              return new Cost(all, burst.perSecond(), cpu.description());
            })
        .sorted(Comparator.comparingDouble(Cost::cpu))
        .toList()
        .get(ROUNDS / 2);
  }

  private static void tell(String what, Cost few, Cost many, Report report) {
    double ratio = many.cpu() / few.cpu();
    report.figure(
        "what " + what + " costs writer and databases",
        "%+.0f %%".formatted((ratio - 1) * 100),
        "within 10 %",
        ratio <= BAR,
        "%.0f → %.0f µs of CPU, %.0f → %.0f per second; at 10,000: %s; at 1,000,000: %s"
            .formatted(
                few.cpu() * 1_000,
                many.cpu() * 1_000,
                few.perSecond(),
                many.perSecond(),
                few.description(),
                many.description()));
  }
}

package com.livemargs.whatsapp.load.measure;

import com.livemargs.whatsapp.load.generate.Webhooks;
import com.livemargs.whatsapp.load.process.Services;
import com.livemargs.whatsapp.load.report.Report;
import com.mongodb.client.model.Filters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** 20,000 texts at once, warm: into both stores and the rooms; what it costs and what stays. */
final class Bursts implements Measurement {

  private static final int COUNT = 20_000;
  private static final int WARM_ROUNDS = 8;
  private static final int WARM_ROUNDS_AT_MOST = 60;
  private static final int ROUNDS = 5;
  private static final int CUSTOMERS = 1_000;
  private static final double AIM = 8_000;
  private static final double CPU_BAR = 0.2;
  private static final int PLAIN_RATIO = 5;

  @Override
  public String name() {
    return "burst";
  }

  @Override
  public void run(Site site, Report report) {
    report.begin("A burst of 20,000 texts, warm, 64 connections, all five services");
    List<Shown> shown = new ArrayList<>();
    if (site.rooms()) {
      shown.add(new Shown("rooms on", bursts(site, report, "rooms on")));
      site.closeRooms();
    }
    shown.add(new Shown("rooms off", bursts(site, report, "rooms off")));
    site.endFive();
    Plain.Result plain = new Plain(site).burst(COUNT);
    shown.forEach(ours -> compare(ours, plain, report));
  }

  private record Shown(String how, Pipeline.Burst burst) {}

  private static Pipeline.Burst bursts(Site site, Report report, String how) {
    Pipeline pipeline = new Pipeline(site);
    Webhooks source = new Webhooks(Services.SECRET, "burst" + System.nanoTime(), CUSTOMERS);
    Warmth warmth =
        Warmth.of(
            site.jvms(),
            WARM_ROUNDS,
            WARM_ROUNDS_AT_MOST,
            round -> pipeline.burst(source.messages(round * COUNT, COUNT)));
    int warm = warmth.rounds();
    Map<String, Long> before = site.five().heapAfterCollection();
    List<Pipeline.Burst> bursts =
        IntStream.range(warm, warm + ROUNDS)
            .mapToObj(i -> pipeline.burst(source.messages(i * COUNT, COUNT)))
            .sorted(Comparator.comparingDouble(Pipeline.Burst::perSecond))
            .toList();
    Pipeline.Burst median = bursts.get(ROUNDS / 2);
    tell(median, warmth, how, report);
    memory(site, before, how, report);
    requireAll(site, source.run(), (warm + ROUNDS) * COUNT);
    return median;
  }

  private static void tell(Pipeline.Burst burst, Warmth warmth, String how, Report report) {
    report.figure(
        "texts into both stores, first post to last row of the slower, " + how,
        "%.0f/s (%.2f s)".formatted(burst.perSecond(), burst.seconds()),
        "aim 8,000/s",
        burst.perSecond() >= AIM,
        "accepted in %.2f s, refused %d; PostgreSQL %.2f s, MongoDB %.2f s; rooms too %.2f s; %s"
            .formatted(
                burst.accepted().seconds(),
                burst.accepted().refused(),
                burst.postgresSeconds(),
                burst.mongoSeconds(),
                burst.allSeconds(),
                warmth.description(COUNT)));
    report.figure(
        "CPU per message of our five services, burst, " + how,
        "%.3f ms".formatted(burst.cpu().ours()),
        "≤ 0.2 ms",
        burst.cpu().ours() <= CPU_BAR,
        "compilers %.3f ms of it; servers %.3f ms more; %s"
            .formatted(burst.cpu().compilers(), burst.cpu().servers(), burst.cpu().description()));
  }

  private static void memory(Site site, Map<String, Long> before, String how, Report report) {
    Map<String, Long> after = site.five().heapAfterCollection();
    long grown =
        after.keySet().stream()
            .mapToLong(name -> after.getOrDefault(name, 0L) - before.getOrDefault(name, 0L))
            .max()
            .orElse(0);
    report.figure(
        "heap after a full collection, before → after five bursts, 256 MiB each, " + how,
        before.values() + " → " + after.values() + " MiB",
        "flat",
        grown <= 8,
        "of " + after.keySet() + "; resident " + resident(site));
  }

  private static String resident(Site site) {
    List<Long> mib = site.five().usage().values().stream().map(it -> it.residentMiB()).toList();
    return mib + " MiB";
  }

  // Speed that loses something is none.
  private static void requireAll(Site site, String run, int count) {
    String head = Webhooks.head(run);
    long rows =
        Long.parseLong(
            site.postgres()
                .value(
                    Site.OURS,
                    "select count(*) from whatsapp_messages where starts_with(whatsapp_message_id, '%s')"
                        .formatted(head)));
    long documents =
        site.mongo()
            .database(Site.OURS)
            .getCollection("whatsappMessages")
            .countDocuments(Filters.regex("whatsappMessageId", "^" + Pattern.quote(head)));
    if (rows != count || documents != count) {
      throw new IllegalStateException(
          "of " + count + " messages, " + rows + " rows and " + documents + " documents");
    }
  }

  private static void compare(Shown ours, Plain.Result plain, Report report) {
    double ratio = ours.burst().perSecond() / plain.perSecond();
    report.figure(
        "%s against the plain design, which stores in the handler and shows no rooms"
            .formatted(ours.how()),
        "%.1f ×".formatted(ratio),
        "≥ 5 ×",
        ratio >= PLAIN_RATIO,
        "plain %.0f/s, p99 of its answer %.0f ms, its CPU %.3f ms per message, stores %.3f ms; %s"
            .formatted(
                plain.perSecond(),
                plain.p99(),
                plain.cpuMillis(),
                plain.serversCpuMillis(),
                plain.warmth()));
  }
}

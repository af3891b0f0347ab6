package com.livemargs.whatsapp.load.measure;

import com.livemargs.whatsapp.load.generate.Generator;
import com.livemargs.whatsapp.load.generate.Outcome;
import com.livemargs.whatsapp.load.generate.Pace;
import com.livemargs.whatsapp.load.generate.Webhook;
import com.livemargs.whatsapp.load.generate.Webhooks;
import com.livemargs.whatsapp.load.process.Ports;
import com.livemargs.whatsapp.load.process.Service;
import com.livemargs.whatsapp.load.process.Services;
import com.livemargs.whatsapp.load.process.Usage;
import com.livemargs.whatsapp.load.report.Report;
import java.time.Duration;
import java.util.Map;

/** 500 texts a second in open loop: answers, stores, rooms, processor time. */
final class Steady implements Measurement {

  private static final int RATE = 500;
  private static final int WARM_ROUNDS = 6;
  private static final int WARM_ROUNDS_AT_MOST = 24;
  private static final int WARM_SECONDS = 30;
  private static final int SECONDS = 60;
  private static final int CUSTOMERS = 1_000;
  private static final int LISTENED_EVERY = 10;
  private static final int SAMPLED_EVERY = 20;
  private static final int WARM_BURST = 20_000;
  // Batches as they come in a burst first: the compiler sees them otherwise than those of here.
  private static final int WARM_BURSTS = 4;
  private static final double ANSWER_BAR = 15;
  private static final double STORE_BAR = 250;
  private static final double ROOM_BAR = 500;
  static final double CPU_BAR = 0.5;

  @Override
  public String name() {
    return "steady";
  }

  @Override
  public void run(Site site, Report report) {
    report.begin("500 texts a second, open loop, for %d s, all five services".formatted(SECONDS));
    Pipeline pipeline = new Pipeline(site);
    Webhooks source = new Webhooks(Services.SECRET, "steady" + System.nanoTime(), CUSTOMERS);
    for (int i = 0; i < WARM_BURSTS; i++) {
      pipeline.burst(source.messages(i * WARM_BURST, WARM_BURST));
    }
    try (Generator generator =
            new Generator(site.five().port(Service.INGRESS), Pipeline.CONNECTIONS);
        Audience audience = new Audience(site);
        Sampled sampled = new Sampled(site.postgres(), site.mongo())) {
      int first = WARM_BURSTS * WARM_BURST;
      int round = RATE * WARM_SECONDS;
      Warmth warmth =
          Warmth.of(
              site.jvms(),
              WARM_ROUNDS,
              WARM_ROUNDS_AT_MOST,
              done ->
                  generator.run(
                      Pace.perSecond(RATE),
                      round,
                      i -> text(source, first + done * round + i),
                      (w, n) -> {}));
      pipeline.settle();
      Map<String, Usage> before = site.usage();
      int next = first + warmth.rounds() * round;
      Outcome outcome =
          generator.run(
              Pace.perSecond(RATE),
              RATE * SECONDS,
              i -> text(source, next + i),
              (webhook, nanos) -> note(sampled, audience, webhook, nanos));
      pipeline.settle();
      CpuTable cpu = new CpuTable(before, site.usage(), RATE * SECONDS);
      Ports.await(
          "sampled messages are in the stores", Duration.ofSeconds(30), sampled::isComplete);
      report.told("warm", warmth.description(round), "after %,d in bursts".formatted(first));
      tell(outcome, sampled, cpu, report);
      tell(audience, report);
    }
  }

  // Every tenth is for a room in which somebody listens.
  private static Webhook text(Webhooks source, int index) {
    boolean listened = index % LISTENED_EVERY == 0;
    int customer =
        listened
            ? index / LISTENED_EVERY % Audience.ROOMS
            : Audience.ROOMS + index % (CUSTOMERS - Audience.ROOMS);
    return source.message(index, customer);
  }

  private int noted;

  private void note(Sampled sampled, Audience audience, Webhook webhook, long nanos) {
    noted++;
    if (noted % SAMPLED_EVERY == 0) {
      sampled.await(webhook.wamid(), nanos);
    }
    if (audience.isThere() && isListened(webhook)) {
      audience.sent(webhook, nanos);
    }
  }

  private static boolean isListened(Webhook webhook) {
    for (int room = 0; room < Audience.ROOMS; room++) {
      if (webhook.room().equals(Webhooks.room(room))) {
        return true;
      }
    }
    return false;
  }

  private static void tell(Outcome outcome, Sampled sampled, CpuTable cpu, Report report) {
    report.figure(
        "p99 of the webhook's answer",
        "%.1f ms".formatted(outcome.millis(99)),
        "≤ 15 ms",
        outcome.millis(99) <= ANSWER_BAR && outcome.refused() == 0,
        "p50 %.1f, p99.9 %.1f ms; refused %d of %d"
            .formatted(
                outcome.millis(50),
                outcome.millis(99.9),
                outcome.refused(),
                outcome.latencies().length));
    double postgres = Outcome.percentile(sampled.postgres(), 99);
    double mongo = Outcome.percentile(sampled.mongo(), 99);
    double both = Outcome.percentile(sampled.both(), 99);
    report.figure(
        "receipt → both stores, p99",
        "%.0f ms".formatted(both),
        "≤ 250 ms",
        both <= STORE_BAR,
        "PostgreSQL p50 %.0f, p99 %.0f; MongoDB p50 %.0f, p99 %.0f ms; %d seen by a reader every 25 ms"
            .formatted(
                Outcome.percentile(sampled.postgres(), 50),
                postgres,
                Outcome.percentile(sampled.mongo(), 50),
                mongo,
                sampled.postgres().length));
    report.figure(
        "CPU per message of our five services, at 500/s",
        "%.3f ms".formatted(cpu.ours()),
        "≤ 0.5 ms",
        cpu.ours() <= CPU_BAR,
        "compilers %.3f ms of it; servers %.3f ms more; %s"
            .formatted(cpu.compilers(), cpu.servers(), cpu.description()));
  }

  private static void tell(Audience audience, Report report) {
    if (!audience.isThere()) {
      report.told(
          "receipt → packet in a live room, p99", "not measured", "no livekit-server or node");
      return;
    }
    long[] nanos = audience.nanos();
    double p99 = Outcome.percentile(nanos, 99);
    report.figure(
        "receipt → packet in a live room, p99",
        "%.0f ms".formatted(p99),
        "≤ 500 ms",
        p99 <= ROOM_BAR && audience.missing() == 0,
        "p50 %.0f ms; heard %d, not heard %d"
            .formatted(Outcome.percentile(nanos, 50), nanos.length, audience.missing()));
  }
}

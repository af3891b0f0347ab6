package com.livemargs.whatsapp.chaos.scenario;

import com.livemargs.whatsapp.chaos.evidence.Evidence;
import com.livemargs.whatsapp.chaos.evidence.Gatherer;
import com.livemargs.whatsapp.chaos.evidence.Quiet;
import com.livemargs.whatsapp.chaos.nemesis.CrashTour;
import com.livemargs.whatsapp.chaos.nemesis.Nemesis;
import com.livemargs.whatsapp.chaos.process.Wait;
import com.livemargs.whatsapp.chaos.workload.Book;
import com.livemargs.whatsapp.chaos.workload.Workload;
import com.livemargs.whatsapp.events.crash.CrashPoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything at once: customers write, callers send, and meanwhile processes die at random and at
 * every crash point, freeze, lose their connections, come and go. Then all is put up again and
 * counted.
 */
public final class Storm implements Scenario {

  private static final Logger log = LoggerFactory.getLogger(Storm.class);
  private static final Duration FIRST_WORDS = Duration.ofSeconds(5);
  // Hundreds of repetitions and statuses stand before the door when the storm is over.
  private static final Duration DELIVERED = Duration.ofMinutes(5);
  private static final Duration SETTLED = Duration.ofMinutes(20);

  @Override
  public String name() {
    return "storm";
  }

  @Override
  public Set<Promise> promises() {
    return Set.of(
        Promise.P1,
        Promise.P3,
        Promise.P4,
        Promise.P5,
        Promise.P6,
        Promise.P7,
        Promise.P9,
        Promise.P11,
        Promise.P12,
        Promise.P13,
        Promise.P25);
  }

  @Override
  public List<Verdict> run(Trial trial) {
    trial
        .cluster()
        .meta()
        .behave(Map.of("statuses", Map.of("shuffle", true, "copies", 2), "disorder", "PT0.2S"));
    Workload workload = new Workload(trial, 0);
    Nemesis nemesis = new Nemesis(trial);
    CrashTour tour = new CrashTour(trial, nemesis);
    long end = System.nanoTime() + trial.tier().storm().toNanos();
    BooleanSupplier blows = () -> System.nanoTime() < end || nemesis.kills() < trial.tier().kills();
    Thread life =
        Thread.ofVirtual()
            .start(
                () ->
                    workload.run(
                        trial.tier().storm(), () -> blows.getAsBoolean() || !tour.isOver()));
    Wait.pause(FIRST_WORDS);
    nemesis.start(trial.tier().gap(), blows);
    tour.start();
    join(life);
    nemesis.stop();
    trial.cluster().meta().clearFaults();
    trial.cluster().heal();
    log.atInfo().addKeyValue("kills", nemesis.kills()).log("The storm is over");
    boolean answered = workload.finish(DELIVERED);
    Quiet quiet = new Quiet(trial.cluster());
    long seconds = quiet.await(SETTLED);
    Evidence evidence = new Gatherer(trial.cluster()).gather();
    List<Verdict> verdicts = new ArrayList<>();
    Set<String> done = trial.done().keySet();
    Set<CrashPoint> missed = tour.missed();
    verdicts.add(new Fury(trial.tier(), nemesis.kills(), missed, tour.leftOut(), done).judge());
    verdicts.add(rest(workload.book(), answered, seconds, quiet));
    verdicts.addAll(new Judgement(trial, workload, evidence).inbound());
    verdicts.addAll(new SendJudgement(trial, workload.book(), evidence).sends());
    return verdicts;
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Verdict rest(Book book, boolean answered, long seconds, Quiet quiet) {
    return Verdict.of(
        Promise.P1,
        "whoever asked was answered in the end, and all of it came to rest",
        answered && seconds >= 0,
        "webhooks that were posted and never answered 200",
        book.webhooksWithoutAnswer(),
        "sends that were asked for and never promised",
        book.sendsWithoutAnswer(),
        "seconds from the last repair to rest",
        seconds,
        "still under way",
        quiet.rest());
  }
}

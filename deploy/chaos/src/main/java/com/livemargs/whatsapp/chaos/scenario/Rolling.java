package com.livemargs.whatsapp.chaos.scenario;

import com.livemargs.whatsapp.chaos.check.Inbound;
import com.livemargs.whatsapp.chaos.check.Outbound;
import com.livemargs.whatsapp.chaos.cluster.Cluster;
import com.livemargs.whatsapp.chaos.cluster.Instance;
import com.livemargs.whatsapp.chaos.cluster.Service;
import com.livemargs.whatsapp.chaos.evidence.Evidence;
import com.livemargs.whatsapp.chaos.evidence.Gatherer;
import com.livemargs.whatsapp.chaos.evidence.Quiet;
import com.livemargs.whatsapp.chaos.process.Wait;
import com.livemargs.whatsapp.chaos.workload.Asked;
import com.livemargs.whatsapp.chaos.workload.Book;
import com.livemargs.whatsapp.chaos.workload.Workload;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * An operator's day: two more instances of each service and away again, then every instance stopped
 * in order and started, one after the other, all under load and without any fault. In short one
 * instance of each is restarted, and one service scaled. It begins when the system has worked for a
 * while and has refused nobody lately: virtual machines that all start at once leave a small
 * machine no time to answer anybody. What is refused or dropped before that, one in a hundred at
 * most, is told, but is no matter of operating.
 */
public final class Rolling implements Scenario {

  private static final int FIRST_PERSON = 100_000;
  // So much of the load finds everything as it was started.
  private static final int WARMING = 4;
  // Of the webhooks, one in so many may be refused before.
  private static final int COLD_PART = 100;
  private static final Duration QUIET = Duration.ofSeconds(20);
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final String DROPPED = "webhook answered not at all";
  private static final int SERVER_ERRORS = 500;
  private static final int AFTER_THEM = 600;
  // 128 and SIGKILL.
  private static final int KILLED = 137;

  /** So many webhooks in that time; what is not over by then goes on at a quarter of the pace. */
  private record Load(int webhooks, Duration over) {

    static Load of(Trial trial) {
      Load load =
          trial.tier() == Tier.SHORT
              ? new Load(2_000, Duration.ofMinutes(1))
              : new Load(6_000, Duration.ofMinutes(8));
      return new Load(Math.min(load.webhooks, trial.webhooks()), load.over);
    }
  }

  @Override
  public String name() {
    return "rolling";
  }

  @Override
  public Set<Promise> promises() {
    return Set.of(Promise.P14);
  }

  @Override
  public List<Verdict> run(Trial trial) {
    Load load = Load.of(trial);
    Trial smaller =
        new Trial(trial.cluster(), trial.tier(), trial.seed(), load.webhooks(), trial.done());
    Workload workload = new Workload(smaller, FIRST_PERSON);
    AtomicReference<Cold> cold = new AtomicReference<>(new Cold(0, 0));
    AtomicInteger killed = new AtomicInteger();
    Operator operator =
        Operator.start(
            () -> {
              Wait.until(PATIENCE, () -> workload.webhooks() >= load.webhooks() / WARMING);
              cold.set(coldUntilQuiet(workload.book()));
              operate(trial, killed);
            });
    workload.run(load.over(), operator::isAtWork);
    operator.finish();
    boolean delivered = workload.finish(PATIENCE);
    long seconds = new Quiet(trial.cluster()).await(PATIENCE);
    Evidence evidence = new Gatherer(trial.cluster()).gather();
    Cold before = Objects.requireNonNull(cold.get());
    Course course =
        new Course(workload.webhooks(), before, killed.get(), delivered && seconds >= 0);
    return List.of(judge(workload.book(), evidence, course));
  }

  /** What happened to webhooks before any operating. */
  record Cold(long refused, long dropped) {

    static Cold of(Book book) {
      return new Cold(Rolling.refused(book), book.counted(DROPPED));
    }
  }

  /** What the verdict has to know beside the book and the evidence. */
  record Course(int webhooks, Cold cold, int killed, boolean rested) {

    boolean isWarm() {
      return (cold.refused + cold.dropped) * COLD_PART <= webhooks;
    }
  }

  private static Cold coldUntilQuiet(Book book) {
    AtomicReference<Cold> cold = new AtomicReference<>(Cold.of(book));
    AtomicLong since = new AtomicLong(System.nanoTime());
    Wait.until(
        PATIENCE,
        () -> {
          Cold now = Cold.of(book);
          if (!now.equals(cold.getAndSet(now))) {
            since.set(System.nanoTime());
          }
          return System.nanoTime() - since.get() >= QUIET.toNanos();
        });
    return Objects.requireNonNull(cold.get());
  }

  private static void operate(Trial trial, AtomicInteger killed) {
    Cluster cluster = trial.cluster();
    Set<Service> services = cluster.shape().instances().keySet();
    if (trial.tier() == Tier.SHORT) {
      scale(trial, Service.PERSISTENCE);
      services.forEach(service -> restart(trial, cluster.instances(service).getFirst(), killed));
      return;
    }
    for (Service service : services) {
      scale(trial, service);
      cluster.instances(service).forEach(instance -> restart(trial, instance, killed));
    }
  }

  private static void scale(Trial trial, Service service) {
    Cluster cluster = trial.cluster();
    List<Instance> more = List.of(cluster.scaleUp(service), cluster.scaleUp(service));
    more.forEach(Cluster::awaitReady);
    more.forEach(instance -> cluster.scaleDown(service));
    trial.did("scale out and back " + service.word());
  }

  private static void restart(Trial trial, Instance instance, AtomicInteger killed) {
    instance.stop();
    if (instance.exitCode().orElse(0) == KILLED) {
      killed.incrementAndGet();
    }
    instance.start();
    Cluster.awaitReady(instance);
    trial.did("SIGTERM and restart " + instance.service().word());
  }

  private static long refused(Book book) {
    return LongStream.range(SERVER_ERRORS, AFTER_THEM)
        .map(status -> book.counted("webhook answered " + status))
        .sum();
  }

  // Nothing is killed here, so no send may have been cut off either: unknown is no excuse.
  static Verdict judge(Book book, Evidence evidence, Course course) {
    Inbound inbound = new Inbound(book, evidence);
    Outbound outbound = new Outbound(book, evidence);
    int lost = inbound.lostInPostgres().size() + inbound.lostInMongo().size();
    int sends = outbound.lost().size();
    int never = outbound.neverTaken().size();
    int twice = twice(book, outbound);
    long refused = refused(book) - course.cold.refused;
    long dropped = book.counted(DROPPED) - course.cold.dropped;
    return Verdict.of(
        Promise.P14,
        "scaling and rolling restarts under load: nothing lost, nothing refused",
        course.rested
            && lost + sends + never + twice == 0
            && refused + dropped == 0
            && course.killed == 0
            && course.isWarm(),
        "webhooks begun",
        course.webhooks,
        "answered 5xx",
        refused,
        "connections that ended without an answer, delivered again",
        dropped,
        "answered 5xx before, while the system was cold",
        course.cold.refused,
        "connections that ended without an answer before",
        course.cold.dropped,
        "instances that did not end when they were asked to",
        course.killed,
        "messages lost",
        lost,
        "sends lost",
        sends,
        "sends that Meta never took, not called failed",
        never,
        "sends that Meta took twice",
        twice,
        "came to rest",
        course.rested);
  }

  private static int twice(Book book, Outbound outbound) {
    Set<String> ours = book.asked().stream().map(Asked::text).collect(Collectors.toSet());
    ours.retainAll(outbound.doubled());
    return ours.size();
  }
}

package com.livemargs.whatsapp.persistence.reconcile;

import com.livemargs.whatsapp.events.log.TopicLog;
import com.livemargs.whatsapp.events.problem.Problem;
import com.livemargs.whatsapp.persistence.intake.Lifetime;
import com.livemargs.whatsapp.persistence.intake.Lifetimes;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.scheduling.annotation.Scheduled;
import reactor.core.publisher.Mono;

/**
 * Compares both stores by the clock and on demand, one comparison at a time in a process. Several
 * instances may do so at once: repairs bear repetition.
 */
public final class Reconciliations {

  private static final Logger log = LoggerFactory.getLogger(Reconciliations.class);

  // The periodic comparison reads the log in well under a minute, or not at all.
  private static final long CHEAP = 500_000;
  // A store that has so much still to take in differs by that.
  private static final long BEHIND = 5_000;

  private final Reconciler reconciler;
  private final LogSearch search;
  private final Duration range;
  private final Counter repaired;
  private final Counter missingInBoth;
  private final AtomicBoolean running = new AtomicBoolean();
  private volatile double divergence = Double.NaN;
  private volatile long compared = System.nanoTime();

  /**
   * What is compared, and with how much patience.
   *
   * @param range how far back the periodic comparison looks; zero for never
   * @param interval how often that runs
   * @param settle how long what is under way may differ before it counts as a gap
   */
  public record Scope(Duration range, Duration interval, Duration settle) {}

  /** Comparisons of these two stores with each other and with the log. */
  public Reconciliations(
      List<Side> sides,
      TopicLog log,
      Lifetime lifetime,
      Lifetimes earlier,
      Scope scope,
      MeterRegistry meters) {
    LogRepair repair = new LogRepair(log, sides);
    this.search = new LogSearch(log, sides, lifetime, earlier);
    Losses losses = new Losses(search, repair, sides, scope.settle());
    this.reconciler =
        new Reconciler(sides.getFirst(), sides.getLast(), repair, scope.settle(), losses);
    this.range = scope.range();
    this.repaired = meters.counter("whatsapp.store.repaired");
    this.missingInBoth = meters.counter("whatsapp.store.missing.in.both");
    Gauge.builder("whatsapp.store.divergence", () -> divergence)
        .description("messages that the last comparison by the clock left unlike in the stores")
        .register(meters);
    TimeGauge.builder("whatsapp.store.comparison.age", this::age, TimeUnit.NANOSECONDS)
        .description("time since a comparison by the clock came to its end, or since the start")
        .register(meters);
    TimeGauge.builder(
            "whatsapp.store.comparison.interval", scope.interval()::toSeconds, TimeUnit.SECONDS)
        .description("how often the clock compares the stores")
        .register(meters);
  }

  // A start is no comparison, but where none comes to its end the age must grow.
  private double age() {
    return range.isZero() ? Double.NaN : System.nanoTime() - compared;
  }

  /**
   * Runs by the clock of {@code whatsapp.persistence.reconcile-interval}, and repairs; leaves a
   * turn out while a store is catching up.
   */
  @Scheduled(
      initialDelayString = "#{@persistenceFirstComparison}",
      fixedDelayString = "${whatsapp.persistence.reconcile-interval}")
  public Mono<Void> periodic() {
    return range.isZero() ? Mono.empty() : Mono.defer(this::compareLatest);
  }

  // The clock calls its method once, and subscribes at each turn to what that gave.
  private Mono<Void> compareLatest() {
    Instant now = Instant.now();
    return search
        .behind()
        .filter(Reconciliations::isNear)
        .flatMap(near -> reconcile(now.minus(range), now, true, CHEAP))
        .doOnNext(this::measure)
        .doOnError(
            failure ->
                log.atWarn()
                    .addKeyValue("failure", failure.getClass().getSimpleName())
                    .log("The stores could not be compared; the next turn tries again"))
        .onErrorComplete()
        .then();
  }

  private static boolean isNear(long behind) {
    if (behind > BEHIND) {
      log.atInfo()
          .addKeyValue("behind", behind)
          .log("A store is catching up; the stores are compared when it has");
    }
    return behind <= BEHIND;
  }

  /**
   * Compares now, and reads the log for what neither store holds, however long it is.
   *
   * @throws Problem 409 while another comparison runs in this process
   */
  Mono<Reconciliation> reconcile(Instant from, Instant to, boolean fix) {
    return reconcile(from, to, fix, Long.MAX_VALUE);
  }

  private Mono<Reconciliation> reconcile(Instant from, Instant to, boolean fix, long most) {
    // Given back before the answer leaves: who has it may ask for the next.
    return Mono.using(
        this::begin,
        turn -> reconciler.reconcile(from, to, fix, most).doOnNext(this::tell),
        turn -> turn.set(false));
  }

  private AtomicBoolean begin() {
    if (!running.compareAndSet(false, true)) {
      throw busy();
    }
    return running;
  }

  // An operator looks at another stretch, and maybe only looks.
  private void measure(Reconciliation done) {
    divergence = done.divergence();
    compared = System.nanoTime();
  }

  private void tell(Reconciliation done) {
    repaired.increment(done.repaired());
    // Who only looks may look again and again.
    missingInBoth.increment(done.fixed() ? done.missingInBoth() : 0);
    boolean odd = done.divergence() > 0 || done.repaired() > 0;
    (odd ? log.atWarn() : log.atDebug())
        .addKeyValue("missing_in_postgresql", done.missingInPostgres())
        .addKeyValue("missing_in_mongodb", done.missingInMongo())
        .addKeyValue("missing_in_both", done.missingInBoth())
        .addKeyValue("different", done.different())
        .addKeyValue("repaired", done.repaired())
        .addKeyValue("left", done.left())
        .addKeyValue("log_records", done.logRecords())
        .log("The stores were compared");
  }

  private static Problem busy() {
    return Problem.of(
            HttpStatus.CONFLICT,
            "Already comparing",
            "This process compares the stores right now. Try again when that is done.")
        .retryAfter(30);
  }
}

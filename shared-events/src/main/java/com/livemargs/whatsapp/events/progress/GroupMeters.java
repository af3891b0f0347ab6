package com.livemargs.whatsapp.events.progress;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;

/**
 * What a group counts; all of it is there from the start, so that an alert can tell "none" from
 * "not watched".
 */
public final class GroupMeters {

  private static final String GROUP = "group";

  private final Counter done;
  private final Counter skipped;
  private final Counter rebalances;
  private final Counter restarts;
  private final Timer batch;

  /** Registers the meters of a group. */
  public GroupMeters(MeterRegistry meters, String group, GroupProgress progress) {
    done = meters.counter("whatsapp.consumer.records", GROUP, group, "outcome", "ok");
    skipped = meters.counter("whatsapp.consumer.records", GROUP, group, "outcome", "skipped");
    // Counted where records are put aside.
    meters.counter("whatsapp.consumer.records", GROUP, group, "outcome", "dlt");
    rebalances = meters.counter("whatsapp.rebalance", GROUP, group);
    restarts = meters.counter("whatsapp.consumer.restarts", GROUP, group);
    batch =
        Timer.builder("whatsapp.consumer.batch")
            .description("From a batch's hand-over to its durable effects")
            .tag(GROUP, group)
            .register(meters);
    gauges(meters, group, progress);
  }

  private static void gauges(MeterRegistry meters, String group, GroupProgress progress) {
    TimeGauge.builder(
            "whatsapp.consumer.progress.age", progress, SECONDS, GroupProgress::ageSeconds)
        .description("Since offsets last moved while records wait")
        .tag(GROUP, group)
        .register(meters);
    TimeGauge.builder(
            "whatsapp.consumer.oldest.age", progress, SECONDS, GroupProgress::oldestSeconds)
        .description("Age of the oldest record that waits")
        .tag(GROUP, group)
        .register(meters);
    Gauge.builder("whatsapp.consumer.lag", progress, GroupProgress::lag)
        .description("Records that wait on the partitions of this process")
        .tag(GROUP, group)
        .register(meters);
    Gauge.builder("whatsapp.consumer.paused", progress, GroupProgress::heldUpNow)
        .description("1 while an outage holds the group up")
        .tags(GROUP, group, "reason", "outage")
        .register(meters);
    Gauge.builder("whatsapp.consumer.paused", progress, GroupProgress::pausedNow)
        .description("1 while an operator has the group take nothing")
        .tags(GROUP, group, "reason", "operator")
        .register(meters);
  }

  /** Records took effect. */
  public void done(int records) {
    done.increment(records);
  }

  /** Records were passed over: empty, or brought back for another group. */
  public void skipped(int records) {
    skipped.increment(records);
  }

  /** A batch took so long, whatever came of it. */
  public void batch(long nanos) {
    batch.record(nanos, TimeUnit.NANOSECONDS);
  }

  /** Partitions were given to or taken from this process. */
  public void rebalanced() {
    rebalances.increment();
  }

  /** The group's consumers were replaced. */
  public void restarted() {
    restarts.increment();
  }
}

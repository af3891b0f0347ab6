package com.livemargs.whatsapp.events.progress;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a group of this process: signs of work from its consumer threads, offsets as the
 * broker tells them. Two witnesses, because a stuck consumer is the last one to say so.
 */
public final class GroupProgress {

  /** While others move, one partition may wait its turn for so many times the limit. */
  private static final int TURNS = 5;

  private final LongSupplier nanos;
  private final Map<TopicPartition, Standing> standings = new HashMap<>();
  private long sign;
  private long moved;
  private @Nullable Long behindSince;
  private long lag;
  private boolean heldUp;
  private boolean paused;
  private @Nullable Long oldestInHand;

  /** Where a partition stands, and since when. */
  private record Standing(long committed, boolean behind, long since) {}

  /**
   * Nothing known yet.
   *
   * @param nanos a monotonic clock
   */
  public GroupProgress(LongSupplier nanos) {
    this.nanos = nanos;
    sign = nanos.getAsLong();
    moved = sign;
  }

  /**
   * A batch was handed over.
   *
   * @param oldestMillis the earliest timestamp of its records
   */
  public synchronized void began(long oldestMillis) {
    oldestInHand = oldestMillis;
    worked();
  }

  /** A consumer thread got somewhere. */
  public synchronized void worked() {
    sign = nanos.getAsLong();
  }

  /** A batch is done and committed next. */
  public synchronized void finished() {
    goesOn();
    oldestInHand = null;
  }

  /** An outage of somebody else makes the group rest for so long; that is work, too. */
  public synchronized void heldUp(Duration rest) {
    sign = nanos.getAsLong() + rest.toNanos();
    heldUp = true;
  }

  /** What held the group up is over, though there may be nothing to take. */
  public synchronized void goesOn() {
    worked();
    heldUp = false;
  }

  /**
   * An operator has the group take nothing; how far it is behind is told all the same, so that a
   * pause that was forgotten is noticed.
   */
  public synchronized void paused() {
    paused = true;
    heldUp = false;
    oldestInHand = null;
  }

  /** The operator has it go on. */
  public synchronized void resumed() {
    paused = false;
    worked();
    standings.clear();
  }

  synchronized boolean isPaused() {
    return paused;
  }

  /** Counting starts anew, with new consumers. */
  synchronized void restarted() {
    worked();
    standings.clear();
    behindSince = null;
    heldUp = false;
    oldestInHand = null;
  }

  /** The broker's word on the partitions that this process holds: a lag for each. */
  synchronized void seen(Map<TopicPartition, PartitionLag> lags) {
    long now = nanos.getAsLong();
    standings.keySet().retainAll(lags.keySet());
    lags.forEach((partition, its) -> standings.merge(partition, its.at(now), this::next));
    lag = lags.values().stream().mapToLong(PartitionLag::records).sum();
    behindSince = lag == 0 ? null : behindSince == null ? Long.valueOf(now) : behindSince;
  }

  private Standing next(Standing before, Standing now) {
    boolean moves = before.committed() != now.committed();
    moved = moves ? now.since() : moved;
    boolean waits = before.behind() && now.behind() && !moves && !heldUp;
    return waits ? before : now;
  }

  /** The broker does not answer: nobody can tell who is stuck, so the waiting starts anew. */
  synchronized void unseen() {
    standings.clear();
    worked();
  }

  /** Whether records wait while nothing happens, for so long. */
  synchronized boolean stalled(Duration limit) {
    long now = nanos.getAsLong();
    boolean silent = behindSince != null && now - Math.max(sign, behindSince) > limit.toNanos();
    long turns = limit.toNanos() * TURNS;
    return silent
        || standings.values().stream().anyMatch(it -> it.behind() && now - it.since() > turns);
  }

  /** Whether there was a sign of work, or nothing to do, since then. */
  synchronized boolean isWellSince(long then) {
    return sign - then > 0 || (lag == 0 && !standings.isEmpty());
  }

  /** Seconds since offsets last moved while records wait; 0 when none do. */
  synchronized double ageSeconds() {
    return behindSince == null
        ? 0
        : Math.max(0, nanos.getAsLong() - Math.max(moved, behindSince)) / 1e9;
  }

  /** Age of the oldest record that waits: exact for one in hand, else as long as it was noticed. */
  synchronized double oldestSeconds() {
    Long inHand = oldestInHand;
    return inHand == null ? ageSeconds() : Math.max(0, (System.currentTimeMillis() - inHand) / 1e3);
  }

  synchronized double lag() {
    return lag;
  }

  synchronized double pausedNow() {
    return paused ? 1 : 0;
  }

  synchronized double heldUpNow() {
    return heldUp ? 1 : 0;
  }

  /** How far a partition is behind. */
  record PartitionLag(long committed, long records) {
    private Standing at(long now) {
      return new Standing(committed, records > 0, now);
    }
  }
}

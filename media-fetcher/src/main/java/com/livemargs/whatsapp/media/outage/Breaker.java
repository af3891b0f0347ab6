package com.livemargs.whatsapp.media.outage;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Stops the fetching of this process while Meta serves no files, or our disk takes none: a circuit
 * breaker. Some failures of Meta with nothing served between them open it, or one of the disk; then
 * one try after each pause finds out whether files come again, and all go on at once when they do.
 * What began before it opened, however it ends, neither lengthens the pause nor ends it.
 */
@Component
public final class Breaker {

  private static final Logger log = LoggerFactory.getLogger(Breaker.class);
  private static final Duration LONGEST = Duration.ofMinutes(1);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int MOST_DOUBLINGS = 6;
  // Where Meta fails the files of one of several numbers, two failures in a row say little.
  private static final int OPENING = 8;

  private final Duration firstPause;
  private int round;
  private int failures;
  private long pausedUntil;
  private @Nullable Outage outage;

  Breaker(OutageSettings settings, MeterRegistry meters) {
    firstPause = settings.firstPause();
    for (Outage one : Outage.values()) {
      Gauge.builder("whatsapp.media.paused", this, breaker -> breaker.outage() == one ? 1 : 0)
          .description("Fetching is paused, because Meta serves no files or the disk takes none")
          .tag("reason", one.word())
          .register(meters);
    }
  }

  private synchronized @Nullable Outage outage() {
    return outage;
  }

  /** Whether no files come, as far as can be told. */
  public boolean isOpen() {
    return outage() != null;
  }

  /** How many of so many tries may begin now. */
  public synchronized int admits(int tries) {
    if (outage == null) {
      return tries;
    }
    return System.nanoTime() - pausedUntil < 0 ? 0 : Math.min(tries, 1);
  }

  /**
   * A try begins.
   *
   * @return what its end is told with
   */
  public synchronized int begin() {
    // The next waits for its end, but not for that of a large file.
    pausedUntil = System.nanoTime() + PATIENCE.toNanos();
    return round;
  }

  /** Meta said what is wrong with a file: that shows nothing of our disk, which the next may. */
  public synchronized void answered(int begunIn) {
    if (outage != Outage.DISK) {
      served(begunIn);
    } else if (begunIn == round) {
      pausedUntil = System.nanoTime();
    }
  }

  /** Meta served a file, and the disk took it. */
  public synchronized void served(int begunIn) {
    if (begunIn != round) {
      return;
    }
    failures = 0;
    if (outage != null) {
      outage = null;
      log.info("Files come again; fetching goes on");
    }
  }

  /**
   * Meta served nothing, or the disk took nothing.
   *
   * @return whether that is so for all files, as far as can be told
   */
  public synchronized boolean failed(int begunIn, Outage why) {
    if (begunIn == round) {
      // The disk is one for all files.
      failures = why == Outage.DISK ? Math.max(failures + 1, OPENING) : failures + 1;
      if (failures >= OPENING) {
        open(why);
      }
    }
    return outage != null;
  }

  private void open(Outage why) {
    if (outage != why) {
      tell(why);
    }
    outage = why;
    round++;
    pausedUntil = System.nanoTime() + pause().toNanos();
  }

  /** How long nothing is asked of Meta, by the failures so far. */
  public synchronized Duration pause() {
    Duration pause =
        firstPause.multipliedBy(1L << Math.clamp(failures - OPENING, 0, MOST_DOUBLINGS));
    return pause.compareTo(LONGEST) < 0 ? pause : LONGEST;
  }

  private static void tell(Outage why) {
    switch (why) {
      case REFUSED ->
          log.error(
              "Meta refuses the access token or the account: set a WHATSAPP_ACCESS_TOKEN that is good; files wait meanwhile");
      case DISK ->
          log.error(
              "The disk of MEDIA_DIR takes no file though it shows room: see that it can be written to, raise its quota or free inodes; files wait meanwhile");
      case UNREACHABLE, FAILING, LIMIT ->
          log.atWarn()
              .addKeyValue("reason", why.word())
              .log("Meta serves no files; fetching pauses and goes on by itself");
    }
  }
}

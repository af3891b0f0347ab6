package com.livemargs.whatsapp.chaos.evidence;

import com.livemargs.whatsapp.chaos.cluster.Cluster;
import com.livemargs.whatsapp.chaos.process.Wait;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits until nothing is under way any more: no lag, no job, no send, no webhook of Meta's. */
public final class Quiet {

  private static final Logger log = LoggerFactory.getLogger(Quiet.class);
  private static final Duration STEP = Duration.ofSeconds(1);
  private static final int LOOKS = 3;

  private final Cluster cluster;
  private final PostgresReader postgres;
  private final TopicReader topics;

  public Quiet(Cluster cluster) {
    this.cluster = cluster;
    this.postgres = new PostgresReader(cluster.jdbcUrl());
    this.topics = new TopicReader(cluster.bootstrapServers());
  }

  /** What is still under way. */
  private record Open(long lag, long jobs, long sends, long results, int webhooks) {
    boolean isNothing() {
      return lag == 0 && jobs == 0 && sends == 0 && results == 0 && webhooks == 0;
    }
  }

  /**
   * Waits.
   *
   * @return seconds that it took, or -1 when time was up before
   */
  public long await(Duration patience) {
    long begun = System.nanoTime();
    AtomicInteger looks = new AtomicInteger();
    boolean quiet = Wait.until(patience, STEP, () -> isQuiet(looks));
    return quiet ? Duration.ofNanos(System.nanoTime() - begun).toSeconds() : -1;
  }

  // Statuses of Meta come a little after the sends: nothing once may still become something.
  private boolean isQuiet(AtomicInteger looks) {
    Open open = look();
    log.atDebug().log("{}", open);
    return (open.isNothing() ? looks.incrementAndGet() : looks.getAndSet(0)) >= LOOKS;
  }

  private Open look() {
    return new Open(
        topics.lag(),
        postgres.count("media_jobs where state = 'pending'"),
        postgres.count("outbound_requests where state in ('queued', 'in_flight')"),
        postgres.count("outbound_results"),
        cluster.meta().undelivered());
  }

  /** What is still under way, for a report. */
  public String rest() {
    return look().toString();
  }
}

package com.livemargs.whatsapp.outbound.pace;

import com.livemargs.whatsapp.outbound.database.LedgerDatabase;
import java.time.Duration;
import reactor.core.publisher.Mono;

/**
 * The limit of one of our numbers with one customer: a message every six seconds, of which 45 may
 * be borrowed from the time to come. The claim counts; here stands what Meta's refusals teach.
 */
public final class Pairs {

  /** What a message takes of a customer's time. */
  public static final Duration PACE = Duration.ofSeconds(6);

  /** So far ahead of the clock a customer's time may be spent when another message is to go. */
  public static final Duration AHEAD = PACE.multipliedBy(44);

  private final LedgerDatabase database;

  public Pairs(LedgerDatabase database) {
    this.database = database;
  }

  /**
   * Meta finds this customer's messages too fast: the pair waits 4^X seconds at the X-th refusal in
   * a row, or until what was borrowed is paid back, by when Meta takes messages again. What was
   * refused did not count.
   */
  public Mono<Void> refused(String lane) {
    return database
        .sql(
            """
            update outbound_pairs set paid_until = paid_until - interval '6 s', refusals = refusals + 1,
              held_until = case when paid_until - interval '6 s' > clock_timestamp()
                then least(paid_until - interval '6 s',
                  clock_timestamp() + power(4, least(refusals, 5)) * interval '1 s')
                else clock_timestamp() + power(4, least(refusals, 5)) * interval '1 s' end
            where lane = $1
            """)
        .bind(0, lane)
        .fetch()
        .rowsUpdated()
        .then();
  }

  /** Meta took a message after refusals. */
  public Mono<Void> taken(String lane) {
    return database
        .sql("update outbound_pairs set refusals = 0 where lane = $1")
        .bind(0, lane)
        .fetch()
        .rowsUpdated()
        .then();
  }

  /** Forgets pairs that owe nothing any more. */
  public Mono<Void> forget() {
    return database.atomically(
        database
            .sql(
                "delete from outbound_pairs where greatest(paid_until, held_until) < now() - interval '1 hour'")
            .fetch()
            .rowsUpdated()
            .then());
  }
}

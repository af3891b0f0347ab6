package com.livemargs.whatsapp.outbound.pace;

import static java.util.Objects.requireNonNull;

import com.livemargs.whatsapp.outbound.database.LedgerDatabase;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Our numbers' limits, in the database: one bucket for all instances, counted in the transaction
 * that claims. Everything here runs inside of a transaction of the caller's.
 */
public final class Numbers {

  private final LedgerDatabase database;
  private final PaceSettings settings;

  public Numbers(LedgerDatabase database, PaceSettings settings) {
    this.database = database;
    this.settings = settings;
  }

  /**
   * What each number that has announced sends in the queue may send now. They share what is free in
   * a process, so the one that was served longest ago comes first.
   */
  public Flux<Grant> grants() {
    return database
        .sql(
            """
            with recursive waiting as (
              (select phone_number_id from outbound_requests
                where state = 'queued' and announced and foremost order by phone_number_id limit 1)
              union all
              select (select r.phone_number_id from outbound_requests r
                where r.state = 'queued' and r.announced and r.foremost
                  and r.phone_number_id > w.phone_number_id
                order by r.phone_number_id limit 1)
              from waiting w where w.phone_number_id is not null)
            select w.phone_number_id, clock_timestamp() as at, n.tokens, n.counted_at, n.cut_rate,
              n.cut_at, n.held_until, case when n.stopped_at is not null then n.trial_at end as trial_at
            from waiting w left join outbound_numbers n using (phone_number_id)
            where w.phone_number_id is not null
            order by n.counted_at nulls first
            """)
        .map(this::grant)
        .all();
  }

  private Grant grant(Readable row) {
    String number = requireNonNull(row.get("phone_number_id", String.class));
    Instant at = requireNonNull(instant(row, "at"));
    Double tokens = row.get("tokens", Double.class);
    NumberPace pace =
        tokens == null
            ? NumberPace.fresh(number, at)
            : new NumberPace(
                number,
                tokens,
                requireNonNull(instant(row, "counted_at")),
                row.get("cut_rate", Double.class),
                instant(row, "cut_at"),
                instant(row, "held_until"),
                instant(row, "trial_at"));
    return pace.at(at, settings.messagesPerSecond());
  }

  private static @Nullable Instant instant(Readable row, String column) {
    OffsetDateTime at = row.get(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }

  /** Meta finds the number too fast: half the rate, once a second at most, after a second. */
  public Mono<Void> slowDown(String phoneNumberId) {
    return database
        .sql(
            """
            update outbound_numbers set tokens = 0, counted_at = clock_timestamp(),
              cut_rate = greatest(1, least($2, coalesce(
                cut_rate + extract(epoch from clock_timestamp() - cut_at) * $2 * 0.01, $2)) / 2),
              cut_at = clock_timestamp(), held_until = clock_timestamp() + interval '1 s'
            where phone_number_id = $1
              and (cut_at is null or cut_at < clock_timestamp() - interval '1 s')
            """)
        .bind(0, phoneNumberId)
        .bind(1, (double) settings.messagesPerSecond())
        .fetch()
        .rowsUpdated()
        .then();
  }

  /**
   * Meta does not take our token: nothing goes but one send now and then to find out.
   *
   * @return whether it was not stopped already
   */
  public Mono<Boolean> stop(String phoneNumberId) {
    return change(
        phoneNumberId,
        """
        update outbound_numbers set stopped_at = clock_timestamp(), trials = 0,
          trial_at = clock_timestamp() + interval '1 s'
        where phone_number_id = $1 and stopped_at is null
        """);
  }

  /** The token works again. */
  public Mono<Void> resume(String phoneNumberId) {
    return change(
            phoneNumberId,
            """
            update outbound_numbers set stopped_at = null, trial_at = null, trials = 0
            where phone_number_id = $1 and stopped_at is not null
            """)
        .then();
  }

  /** Stopped numbers may be tried at once: this process may have another token. */
  public Mono<Void> tryStopped() {
    return database
        .sql(
            "update outbound_numbers set trial_at = clock_timestamp(), trials = 0 where stopped_at is not null")
        .fetch()
        .rowsUpdated()
        .then();
  }

  private Mono<Boolean> change(String phoneNumberId, String sql) {
    return database
        .sql(sql)
        .bind(0, phoneNumberId)
        .fetch()
        .rowsUpdated()
        .map(changed -> changed > 0);
  }
}

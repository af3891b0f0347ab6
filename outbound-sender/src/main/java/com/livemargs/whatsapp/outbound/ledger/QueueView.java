package com.livemargs.whatsapp.outbound.ledger;

import static com.livemargs.whatsapp.outbound.database.LedgerDatabase.text;
import static java.util.Objects.requireNonNull;

import com.livemargs.whatsapp.outbound.database.LedgerDatabase;
import com.livemargs.whatsapp.outbound.pace.Hold;
import com.livemargs.whatsapp.outbound.pace.Pairs;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Shows sends to people: where each stands, what it waits for and until when. */
public final class QueueView {

  private static final int LONGEST_LIST = 1000;

  private static final String SEEN =
      "(select sequence from outbound_requests where message_id = $4::uuid)";

  private final LedgerDatabase database;

  public QueueView(LedgerDatabase database) {
    this.database = database;
  }

  /**
   * A send and what holds it.
   *
   * @param waitingFor null unless it is queued
   * @param dueAt before this it does not go, as far as is known; null when that is not known
   */
  public record Standing(Send send, @Nullable Hold waitingFor, @Nullable Instant dueAt) {

    /** One of which nothing is known that it waits for. */
    public static Standing of(Send send) {
      return new Standing(send, null, null);
    }
  }

  /**
   * The oldest sends in these states, at most 1,000.
   *
   * @param after the last one of the list before, or null for the first list; nothing comes after
   *     one that is not known
   */
  public Flux<Standing> list(Collection<SendState> states, @Nullable UUID after) {
    String[] words = states.stream().map(SendState::word).toArray(String[]::new);
    return database.atomically(
        database
            .sql(
                SELECT.formatted(
                    "r.state = any($1) and ($4::uuid is null or r.sequence > " + SEEN + ")"))
            .bind(0, words)
            .bind(1, (double) Pairs.PACE.toSeconds())
            .bind(2, (double) Pairs.AHEAD.toSeconds())
            .bind(3, text(after == null ? null : after.toString()))
            .map(QueueView::standing)
            .all());
  }

  /** The send of this message id, or empty. */
  public Mono<Standing> of(UUID messageId) {
    return database.atomically(
        database
            .sql(SELECT.formatted("r.message_id = $1"))
            .bind(0, messageId)
            .bind(1, (double) Pairs.PACE.toSeconds())
            .bind(2, (double) Pairs.AHEAD.toSeconds())
            .map(QueueView::standing)
            .one());
  }

  /**
   * How much there is, of all instances.
   *
   * @param oldestMillis age of the oldest queued send; 0 when there is none
   */
  public record Load(long queued, double oldestMillis, long unknown, long stoppedNumbers) {}

  /** How much there is now. */
  public Mono<Load> load() {
    return database.atomically(
        database
            .sql(
                """
                select (select count(*) from outbound_requests where state = 'queued') as queued,
                  coalesce((select extract(epoch from now() - accepted_at)::float8 * 1000
                    from outbound_requests where state = 'queued' order by sequence limit 1), 0) as oldest,
                  (select count(*) from outbound_requests where state = 'unknown') as unknown,
                  (select count(*) from outbound_numbers where stopped_at is not null) as stopped
                """)
            .map(
                row ->
                    new Load(
                        count(row, "queued"),
                        requireNonNull(row.get("oldest", Double.class)),
                        count(row, "unknown"),
                        count(row, "stopped")))
            .one());
  }

  private static long count(Readable row, String column) {
    return requireNonNull(row.get(column, Long.class));
  }

  private static final String SELECT =
      """
      select %2$s, waiting_for, case when waiting_for in ('token', 'announcement') then null
        else greatest(next_attempt_at, held_until, ready_at + (place - 1) * make_interval(secs => $2))
        end as due_at
      from (
        select r.*, greatest(n.held_until, p.held_until) as held_until,
          p.paid_until - make_interval(secs => $3) as ready_at,
          (select count(*) from outbound_requests e where e.lane = r.lane and e.state = 'queued'
            and e.sequence <= r.sequence) as place,
          case when r.state <> 'queued' then null
            when n.stopped_at is not null then 'token'
            when not r.announced then 'announcement'
            when exists (select 1 from outbound_requests e where e.lane = r.lane
              and (e.state = 'in_flight' or e.state = 'queued' and e.sequence < r.sequence))
              or exists (select 1 from outbound_requests e where e.record_key = r.record_key
              and (e.state = 'in_flight' or e.state = 'queued' and e.sequence < r.sequence))
              then 'earlier_message'
            when greatest(p.held_until, p.paid_until - make_interval(secs => $3)) > now()
              then 'customer_limit'
            when r.next_attempt_at > now() and r.held_for = 'unreachable' then 'unreachable'
            else 'number_limit' end as waiting_for
        from outbound_requests r left join outbound_pairs p on p.lane = r.lane
          left join outbound_numbers n on n.phone_number_id = r.phone_number_id
        where %%s order by r.sequence limit %1$d) as open order by sequence
      """
          .formatted(LONGEST_LIST, Rows.COLUMNS);

  private static Standing standing(Readable row) {
    Send send = Rows.send(row);
    String waitingFor = row.get("waiting_for", String.class);
    OffsetDateTime dueAt = row.get("due_at", OffsetDateTime.class);
    return waitingFor == null
        ? Standing.of(send)
        : new Standing(
            send,
            Hold.valueOf(waitingFor.toUpperCase(Locale.ROOT)),
            dueAt == null ? null : dueAt.toInstant());
  }
}

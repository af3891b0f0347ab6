package com.livemargs.whatsapp.outbound.ledger;

import com.livemargs.whatsapp.events.crash.CrashPoint;
import com.livemargs.whatsapp.outbound.database.LedgerDatabase;
import com.livemargs.whatsapp.outbound.pace.Grant;
import com.livemargs.whatsapp.outbound.pace.Numbers;
import com.livemargs.whatsapp.outbound.pace.Pairs;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Takes sends out of the queue when they are due, in one short transaction. Instances claim one
 * after the other, so two never see the same conversation free, and all count in the same limits.
 */
public final class DueSends {

  private static final long LOCK = 0x6f7574626f7802L;
  private static final long SWEEPING = 0x6f7574626f7803L;

  private final LedgerDatabase database;
  private final Numbers numbers;

  public DueSends(LedgerDatabase database, Numbers numbers) {
    this.database = database;
    this.numbers = numbers;
  }

  /**
   * What one look at the queue came to.
   *
   * @param sends in flight from now on
   * @param next when a look may find more because a limit has let go; zero when no limit held
   */
  public record Claimed(List<Send> sends, Duration next) {}

  /**
   * Marks sends as in flight and hands them over: each is the first of its conversation and of its
   * record key, nothing of either is in flight, and neither its number nor its customer has to
   * wait.
   *
   * @param lease after this the claimant counts as dead
   * @param isLeft our numbers (phone number ids) whose sends are left to other processes
   */
  public Mono<Claimed> claim(int atMost, Duration lease, Predicate<String> isLeft) {
    return database.atomically(
        database
            .lockByIndexOnly(LOCK)
            .thenMany(numbers.grants())
            .filter(grant -> !isLeft.test(grant.phoneNumberId()))
            .collectList()
            .flatMap(grants -> claim(grants, atMost, lease))
            .map(DueSends::together));
  }

  // All numbers share what this process may have in flight.
  private Mono<List<Claimed>> claim(List<Grant> grants, int atMost, Duration lease) {
    AtomicInteger left = new AtomicInteger(atMost);
    return Flux.fromIterable(grants)
        .concatMap(grant -> Mono.defer(() -> claim(grant, left.get(), lease)))
        .doOnNext(claimed -> left.addAndGet(-claimed.sends().size()))
        .collectList();
  }

  private static Claimed together(List<Claimed> parts) {
    return new Claimed(
        parts.stream().flatMap(part -> part.sends().stream()).toList(),
        parts.stream()
            .map(Claimed::next)
            .filter(next -> !next.isZero())
            .min(Duration::compareTo)
            .orElse(Duration.ZERO));
  }

  private Mono<Claimed> claim(Grant grant, int atMost, Duration lease) {
    if (grant.isEmpty()) {
      return Mono.just(new Claimed(List.of(), grant.trial() ? Duration.ZERO : grant.next()));
    }
    int people = Math.min(atMost, grant.people());
    int all = Math.min(atMost, grant.all());
    return database
        .sql(CLAIM)
        .bind(0, grant.phoneNumberId())
        .bind(1, grant.at())
        .bind(2, people)
        .bind(3, all)
        .bind(4, (double) lease.toMillis() / 1000)
        .bind(5, grant.trial())
        .bind(6, grant.tokens())
        .bind(7, (double) Pairs.PACE.toSeconds())
        .bind(8, (double) Pairs.AHEAD.toSeconds())
        .map(Rows::send)
        .all()
        .doOnNext(send -> CrashPoint.OUTBOUND_CLAIMED.reached())
        .collectList()
        .map(sends -> claimed(grant, sends, all));
  }

  private static Claimed claimed(Grant grant, List<Send> sends, int all) {
    boolean limited = !grant.trial() && all == grant.all() && sends.size() >= all;
    return new Claimed(sends, limited ? grant.next() : Duration.ZERO);
  }

  /**
   * Finds sends that are first of their conversation and record key and do not count as such: two
   * transactions that did not see each other may lose one. Whoever else sweeps is enough.
   */
  public Mono<Long> sweep() {
    return database.atomically(
        database
            .tryLockByIndexOnly(SWEEPING)
            .filter(alone -> alone)
            .flatMap(alone -> database.sql(SWEEP).fetch().rowsUpdated()));
  }

  private static final String SWEEP =
      """
      with recursive head as (
        (select lane, message_id from outbound_requests where state = 'queued'
          order by lane, sequence limit 1)
        union all
        select n.lane, n.message_id from head h cross join lateral (
          select e.lane, e.message_id from outbound_requests e where e.state = 'queued' and e.lane > h.lane
          order by e.lane, e.sequence limit 1) n)
      update outbound_requests r set foremost = true
      where r.message_id in (select message_id from head)
        and r.state = 'queued' and not r.foremost
        and (r.record_key is null or r.sequence = (select min(e.sequence) from outbound_requests e
          where e.record_key = r.record_key and e.state = 'queued'))
      """;

  private static final String DUE =
      """
      r.phone_number_id = $1 and r.state = 'queued' and r.announced and r.foremost
        and r.next_attempt_at <= $2
        and not exists (select 1 from outbound_pairs p where p.lane = r.lane and r.address_kind <> 'group'
          and greatest(p.held_until, p.paid_until - make_interval(secs => $9)) > $2)
        and r.sequence = (select min(e.sequence) from outbound_requests e
          where e.lane = r.lane and e.state = 'queued')
        and not exists (select 1 from outbound_requests e where e.lane = r.lane and e.state = 'in_flight')
        and (r.record_key is null
          or r.sequence = (select min(e.sequence) from outbound_requests e
              where e.record_key = r.record_key and e.state = 'queued')
            and not exists (select 1 from outbound_requests e
              where e.record_key = r.record_key and e.state = 'in_flight'))
      order by r.next_attempt_at, r.sequence
      """;

  private static final String CLAIM =
      """
      with person as (
        select r.message_id from outbound_requests r where r.people and %1$s limit $3),
      program as (
        select r.message_id from outbound_requests r where not r.people and %1$s
        limit greatest(0, $4 - (select count(*) from person))),
      claimed as (
        update outbound_requests set state = 'in_flight', attempt = attempt + 1,
          lease_until = clock_timestamp() + make_interval(secs => $5),
          held_for = case when $6 then 'trial' else held_for end
        where state = 'queued' and message_id in (select message_id from person union all select message_id from program)
        returning *),
      paired as (
        insert into outbound_pairs (lane, paid_until)
        select lane, $2 + make_interval(secs => $8) from claimed where address_kind <> 'group'
        on conflict (lane) do update set
          paid_until = greatest(outbound_pairs.paid_until, $2) + make_interval(secs => $8)),
      counted as (
        insert into outbound_numbers (phone_number_id, tokens, counted_at)
        select $1, $7 - (select count(*) from claimed), $2 where exists (select 1 from claimed)
        on conflict (phone_number_id) do update set tokens = excluded.tokens,
          counted_at = excluded.counted_at,
          trials = outbound_numbers.trials + $6::int,
          trial_at = case when $6
            then $2 + power(2, least(outbound_numbers.trials, 6)) * interval '1 s'
            else outbound_numbers.trial_at end)
      select %2$s from claimed order by sequence
      """
          .formatted(DUE, Rows.COLUMNS);
}

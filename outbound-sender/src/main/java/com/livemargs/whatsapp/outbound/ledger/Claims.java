package com.livemargs.whatsapp.outbound.ledger;

import static com.livemargs.whatsapp.outbound.ledger.LedgerDatabase.integer;
import static com.livemargs.whatsapp.outbound.ledger.LedgerDatabase.text;

import com.livemargs.whatsapp.events.crash.CrashPoint;
import com.livemargs.whatsapp.events.outbound.SendResult;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The moves of a send: queued → in flight → sent, failed or unknown. Each is one short transaction
 * that also writes the result to tell. Nothing leads from unknown back to the queue.
 */
public final class Claims {

  private static final long LOCK = 0x6f7574626f7802L;
  private static final String LOST =
      "The service ended, or lost its database, while Meta was being asked. It is not known whether"
          + " the message was accepted; it is not sent again by itself.";

  private final LedgerDatabase database;
  private final Outbox outbox;

  public Claims(LedgerDatabase database, Outbox outbox) {
    this.database = database;
    this.outbox = outbox;
  }

  /**
   * Marks sends as in flight and hands them over: each is the first of its conversation and of its
   * record key, and nothing of either is in flight. Instances claim one after the other, so two
   * never see the same conversation free.
   *
   * @param lease after this the claimant counts as dead
   */
  public Flux<Send> claim(int atMost, Duration lease) {
    Flux<Send> claimed =
        database
            .sql(
                """
                update outbound_requests set state = 'in_flight', attempt = attempt + 1,
                  lease_until = now() + make_interval(secs => $2)
                where state = 'queued' and message_id in (
                  select r.message_id from outbound_requests r
                  where r.state = 'queued' and r.announced and r.next_attempt_at <= now()
                    and r.sequence = (select min(e.sequence) from outbound_requests e
                      where e.lane = r.lane and e.state = 'queued')
                    and not exists (select 1 from outbound_requests e
                      where e.lane = r.lane and e.state = 'in_flight')
                    and (r.record_key is null
                      or r.sequence = (select min(e.sequence) from outbound_requests e
                          where e.record_key = r.record_key and e.state = 'queued')
                        and not exists (select 1 from outbound_requests e
                          where e.record_key = r.record_key and e.state = 'in_flight'))
                  order by r.sequence limit $1)
                returning\s"""
                    + Rows.COLUMNS)
            .bind(0, atMost)
            .bind(1, (double) lease.toMillis() / 1000)
            .map(Rows::send)
            .all()
            .doOnNext(send -> CrashPoint.OUTBOUND_CLAIMED.reached());
    return database.atomically(database.lock(LOCK).then(byIndexOnly()).thenMany(claimed));
  }

  // A plan made while the queue was empty scans the table for each row of it, and is kept by the
  // session until statistics come a minute later: then a claim takes seconds. The indexes always
  // do.
  private Mono<Void> byIndexOnly() {
    return database
        .sql(
            "select set_config('enable_seqscan', 'off', true),"
                + " set_config('plan_cache_mode', 'force_custom_plan', true)")
        .fetch()
        .rowsUpdated()
        .then();
  }

  /** Puts back what was claimed and never left this machine; it is tried again after a pause. */
  public Mono<Void> putBack(Send send, Duration pause) {
    return database.atomically(
        database
            .sql(
                """
                update outbound_requests set state = 'queued', lease_until = null,
                  next_attempt_at = now() + make_interval(secs => $3)
                where message_id = $1 and attempt = $2 and state = 'in_flight'
                """)
            .bind(0, send.messageId())
            .bind(1, send.attempt())
            .bind(2, (double) pause.toMillis() / 1000)
            .fetch()
            .rowsUpdated()
            .then());
  }

  /** Records the answer to an attempt. A late answer still settles what was given up as unknown. */
  public Mono<Boolean> record(Send send, Verdict verdict) {
    return verdict instanceof Verdict.Unknown
        ? database.atomically(decide(send, verdict, "in_flight"))
        : database.atomically(decide(send, verdict, "in_flight", "unknown"));
  }

  /**
   * Settles sends that a status speaks of: whatever we knew, Meta has them.
   *
   * @return whether there was one that was not known as sent
   */
  public Mono<Boolean> settle(UUID messageId, String whatsappMessageId, @Nullable String phone) {
    Verdict verdict = new Verdict.Sent(whatsappMessageId, phone);
    return database.atomically(
        select("message_id = $1 and state in ('queued', 'in_flight', 'unknown') for update")
            .bind(0, messageId)
            .map(Rows::send)
            .one()
            .flatMap(send -> decide(send, verdict, "queued", "in_flight", "unknown"))
            .defaultIfEmpty(false));
  }

  /** Those of the ids that a status would settle. */
  public Flux<UUID> open(List<UUID> messageIds) {
    return database.atomically(
        select("message_id = any($1) and state in ('queued', 'in_flight', 'unknown')")
            .bind(0, messageIds.toArray(UUID[]::new))
            .map(row -> Rows.send(row).messageId())
            .all());
  }

  /**
   * Gives up those whose claimant is dead: they may have been accepted, so they become unknown.
   *
   * @return their ids
   */
  public Flux<UUID> expire() {
    return database.atomically(
        select("state = 'in_flight' and lease_until < now() for update skip locked")
            .map(Rows::send)
            .all()
            .collectList()
            .flatMapMany(Flux::fromIterable)
            .concatMap(
                send ->
                    decide(send, new Verdict.Unknown(LOST), "in_flight")
                        .thenReturn(send.messageId())));
  }

  private GenericExecuteSpec select(String where) {
    return database.sql("select " + Rows.COLUMNS + " from outbound_requests where " + where);
  }

  private Mono<Boolean> decide(Send send, Verdict verdict, String... from) {
    SendResult result = Results.of(send.message(), verdict, Instant.now());
    return database
        .sql(
            """
            update outbound_requests set state = $2, whatsapp_message_id = $3, meta_code = $4, reason = $5,
              room_name = $6, message = $7, lease_until = null, decided_at = now()
            where message_id = $1 and state = any($8)
            """)
        .bind(0, send.messageId())
        .bind(1, verdict.state().word())
        .bind(2, text(result.whatsappMessageId()))
        .bind(3, integer(result.metaCode()))
        .bind(4, text(result.reason()))
        .bind(5, result.roomName())
        .bind(6, new String(result.toJson(), StandardCharsets.UTF_8))
        .bind(7, from)
        .fetch()
        .rowsUpdated()
        .flatMap(
            changed ->
                changed == 0
                    ? Mono.just(false)
                    : outbox
                        .add(result, send.conversationKey(), send.traceparent())
                        .thenReturn(true));
  }
}

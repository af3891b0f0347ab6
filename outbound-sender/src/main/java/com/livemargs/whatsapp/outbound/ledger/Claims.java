package com.livemargs.whatsapp.outbound.ledger;

import static com.livemargs.whatsapp.outbound.database.LedgerDatabase.integer;
import static com.livemargs.whatsapp.outbound.database.LedgerDatabase.text;

import com.livemargs.whatsapp.events.identity.IdentityLink;
import com.livemargs.whatsapp.events.json.Json;
import com.livemargs.whatsapp.events.outbound.SendResult;
import com.livemargs.whatsapp.outbound.database.LedgerDatabase;
import com.livemargs.whatsapp.outbound.pace.Pairs;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The moves of a send: queued → in flight → sent, failed or unknown. Each is one short transaction
 * that also writes the result to tell. Only a person leads one from unknown back to the queue.
 */
public final class Claims {

  private static final String LOST =
      "The service ended, or lost its database, while Meta was being asked. It is not known whether"
          + " the message was accepted; it is not sent again by itself.";

  private static final String NOT_SENT = "'queued', 'in_flight', 'unknown', 'failed'";

  private final LedgerDatabase database;

  public Claims(LedgerDatabase database) {
    this.database = database;
  }

  // What stood behind it in its conversation and under its record key may go next, once its
  // customer's
  // limit lets it. Only a hint: the claim asks again, and what is missed here is found by a sweep.
  private static final String NEXT =
      """
      next as (
        (select e.message_id, e.lane from outbound_requests e where e.lane = (select lane from decided)
          and e.state = 'queued' and e.message_id <> $1 order by e.sequence limit 1)
        union
        (select e.message_id, e.lane from outbound_requests e where e.record_key = (select record_key from decided)
          and e.state = 'queued' and e.message_id <> $1 order by e.sequence limit 1)),
      promoted as (
        update outbound_requests r set foremost = true,
          next_attempt_at = greatest(r.next_attempt_at, free.at),
          held_for = case when free.at > now() then 'customer_limit' else r.held_for end
        from (select n.message_id, (select greatest(p.held_until, p.paid_until - make_interval(secs => $10))
            from outbound_pairs p where p.lane = n.lane) as at from next n) as free
        where r.message_id = free.message_id and r.state = 'queued' and not r.foremost)""";

  /**
   * Records the answer to an attempt. A late answer still settles what was given up as unknown.
   * That Meta has it is true for good, also when a person has put it back into the queue or called
   * it failed since, or a later attempt was refused; that Meta refused it, or that nobody knows, is
   * true of its own attempt alone.
   */
  public Mono<Boolean> record(Send send, Verdict verdict) {
    Integer attempt = send.attempt();
    return database.atomically(
        switch (verdict) {
          case Verdict.Sent sent ->
              decide(send, sent, null, "queued", "in_flight", "unknown", "failed");
          case Verdict.Failed failed -> decide(send, failed, attempt, "in_flight", "unknown");
          case Verdict.Unknown unknown -> decide(send, unknown, attempt, "in_flight");
        });
  }

  /**
   * Settles sends that a status speaks of: whatever we knew, Meta has them. Also those that count
   * as failed: an attempt before the one that failed, of which nobody knew, was taken after all.
   *
   * @return what such a send was before; empty where none was open
   */
  public Mono<SendState> settle(UUID messageId, String whatsappMessageId, @Nullable String phone) {
    Verdict verdict = new Verdict.Sent(whatsappMessageId, phone);
    return database.atomically(
        select("message_id = $1 and state in (" + NOT_SENT + ") for update")
            .bind(0, messageId)
            .map(Rows::send)
            .one()
            .flatMap(
                send ->
                    decide(send, verdict, null, "queued", "in_flight", "unknown", "failed")
                        .filter(decided -> decided)
                        .map(decided -> send.state())));
  }

  /**
   * Decides an attempt that was called unknown, and of which is known now that Meta did not take
   * it: its caller was told that it is not sent again by itself. Belongs into a transaction.
   */
  Mono<Boolean> foundUnsent(Send send) {
    Verdict verdict = new Verdict.Failed(null, Verdict.Failed.FOUND_UNSENT);
    return decide(send, verdict, send.attempt(), "unknown");
  }

  /** Takes a send out of the queue; whether it was there. */
  public Mono<Boolean> cancel(Send send) {
    return database.atomically(
        decide(send, new Verdict.Failed(null, Verdict.Failed.CANCELLED), null, "queued"));
  }

  /** Decides what was unknown; whether it was. */
  public Mono<Boolean> resolve(Send send, Verdict verdict) {
    return database.atomically(decide(send, verdict, null, "unknown"));
  }

  /** Puts back what was unknown, to its place in the queue; whether it was. */
  public Mono<Boolean> resend(Send send) {
    return database.atomically(
        database
            .sql(
                """
                update outbound_requests set state = 'queued', next_attempt_at = now(), foremost = true,
                  held_for = null, reason = null, decided_at = null
                where message_id = $1 and state = 'unknown'
                """)
            .bind(0, send.messageId())
            .fetch()
            .rowsUpdated()
            .map(changed -> changed > 0));
  }

  /** Those of the ids that a status would settle. */
  public Flux<UUID> open(List<UUID> messageIds) {
    return database.atomically(
        select("message_id = any($1) and state in (" + NOT_SENT + ")")
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
                    decide(send, new Verdict.Unknown(LOST), null, "in_flight")
                        .thenReturn(send.messageId())));
  }

  private GenericExecuteSpec select(String where) {
    return database.sql("select " + Rows.COLUMNS + " from outbound_requests where " + where);
  }

  // With an attempt only while it is the last one.
  private Mono<Boolean> decide(
      Send send, Verdict verdict, @Nullable Integer attempt, String... from) {
    SendResult result = Results.of(send.message(), verdict, Instant.now());
    return database.byIndexOnly().then(decide(send, verdict, result, attempt, from));
  }

  private Mono<Boolean> decide(
      Send send, Verdict verdict, SendResult result, @Nullable Integer attempt, String... from) {
    IdentityLink link = Results.link(send.message(), result);
    return database
        .sql(DECIDE)
        .bind(0, send.messageId())
        .bind(1, verdict.state().word())
        .bind(2, text(result.whatsappMessageId()))
        .bind(3, integer(result.metaCode()))
        .bind(4, text(result.reason()))
        .bind(5, result.roomName())
        .bind(6, new String(result.toJson(), StandardCharsets.UTF_8))
        .bind(7, from)
        .bind(8, result.type().type())
        .bind(9, (double) Pairs.AHEAD.toSeconds())
        .bind(10, text(link == null ? null : link.key()))
        .bind(11, text(link == null ? null : Json.MAPPER.writeValueAsString(link)))
        .bind(12, integer(attempt))
        .map(row -> true)
        .one()
        .defaultIfEmpty(false);
  }

  private static final String DECIDE =
      """
      with decided as (
        update outbound_requests set state = $2, whatsapp_message_id = $3, meta_code = $4, reason = $5,
          room_name = $6, message = $7, lease_until = null, decided_at = now()
        where message_id = $1 and state = any($8) and ($13::int is null or attempt = $13)
        returning message_id, lane, record_key, conversation_key, message, traceparent),
      told as (
        insert into outbound_results (message_id, type, record_key, value, traceparent)
        select message_id, $9, conversation_key, message, traceparent from decided),
      linked as (
        insert into outbound_results (message_id, type, record_key, value, traceparent)
        select message_id, '%s', $11::text, $12::text, traceparent from decided where $11::text is not null),
      %s
      select message_id from decided
      """
          .formatted(Outbox.LINK, NEXT);
}

package com.livemargs.whatsapp.outbound.ledger;

import static java.util.Objects.requireNonNull;

import com.livemargs.whatsapp.events.EventHeaders;
import com.livemargs.whatsapp.events.Topics;
import com.livemargs.whatsapp.events.crash.CrashPoint;
import com.livemargs.whatsapp.events.identity.IdentityLink;
import com.livemargs.whatsapp.events.kafka.EventPublisher;
import com.livemargs.whatsapp.events.outbound.SendOutcome;
import com.livemargs.whatsapp.outbound.database.LedgerDatabase;
import com.livemargs.whatsapp.outbound.pace.Pairs;
import io.r2dbc.spi.Readable;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Results that are still to be told. A row is written in the transaction of the change it tells of
 * and goes when the broker has it. One instance at a time publishes, oldest first, so results of a
 * conversation keep their order; after a crash in between some are told again under the same {@code
 * ce_id}.
 */
public final class Outbox {

  private static final long LOCK = 0x6f7574626f7801L;

  /** The type of a row that is no result, but a link between two names of a customer. */
  static final String LINK = "identity-linked";

  private static final int BATCH = 500;
  private static final String SOURCE = "/whatsapp/outbound-sender";

  private final LedgerDatabase database;
  private final EventPublisher publisher;

  public Outbox(LedgerDatabase database, EventPublisher publisher) {
    this.database = database;
    this.publisher = publisher;
  }

  private record Row(
      long id,
      UUID messageId,
      String type,
      String key,
      String value,
      @Nullable String traceparent) {}

  /**
   * Publishes the oldest results. A send whose {@code message-pending} is acknowledged may be
   * called from then on.
   *
   * @return how many
   */
  public Mono<Integer> publish() {
    return database.atomically(
        database
            .lockByIndexOnly(LOCK)
            .then(oldest())
            .flatMap(rows -> rows.isEmpty() ? Mono.just(0) : told(rows).thenReturn(rows.size())));
  }

  private Mono<List<Row>> oldest() {
    return database
        .sql(
            "select id, message_id, type, record_key, value, traceparent from outbound_results"
                + " order by id limit "
                + BATCH)
        .map(Outbox::row)
        .all()
        .collectList();
  }

  private static Row row(Readable row) {
    return new Row(
        requireNonNull(row.get("id", Long.class)),
        requireNonNull(row.get("message_id", UUID.class)),
        Rows.text(row, "type"),
        Rows.text(row, "record_key"),
        Rows.text(row, "value"),
        row.get("traceparent", String.class));
  }

  private Mono<Void> told(List<Row> rows) {
    return publisher
        .publish(rows.stream().map(Outbox::record).toList())
        .doOnSuccess(published -> CrashPoint.OUTBOUND_RELAYED.reached())
        .then(forget(rows));
  }

  private static ProducerRecord<String, byte[]> record(Row row) {
    return row.type().equals(LINK)
        ? link(row)
        : record(row.messageId(), row.type(), row.key(), row.value(), row.traceparent());
  }

  private static ProducerRecord<String, byte[]> link(Row row) {
    return new ProducerRecord<>(
        Topics.IDENTITIES,
        null,
        row.key(),
        row.value().getBytes(StandardCharsets.UTF_8),
        EventHeaders.of(
            row.messageId() + ":linked",
            IdentityLink.EVENT_TYPE,
            SOURCE,
            row.key(),
            Instant.now(),
            row.traceparent()));
  }

  /** A result as a record of its topic. */
  public static ProducerRecord<String, byte[]> record(
      UUID messageId, String type, String key, String value, @Nullable String traceparent) {
    String word = type.replaceFirst("^message-", "");
    return new ProducerRecord<>(
        Topics.OUTBOUND_RESULTS,
        null,
        key,
        value.getBytes(StandardCharsets.UTF_8),
        EventHeaders.of(
            messageId + ":" + word,
            "whatsapp.outbound." + word,
            SOURCE,
            key,
            Instant.now(),
            traceparent));
  }

  // What was pending is announced now: its call may begin, once nothing goes before it and its
  // customer's
  // limit lets it.
  private Mono<Void> forget(List<Row> rows) {
    return database
        .sql(ANNOUNCE)
        .bind(0, rows.stream().map(Row::id).toArray(Long[]::new))
        .bind(1, SendOutcome.PENDING.type())
        .bind(2, (double) Pairs.AHEAD.toSeconds())
        .fetch()
        .rowsUpdated()
        .then();
  }

  private static final String ANNOUNCE =
      """
      with gone as (delete from outbound_results where id = any($1) returning message_id, type),
      free as (
        select r.message_id, greatest(p.held_until, p.paid_until - make_interval(secs => $3)) as at
        from gone g join outbound_requests r on r.message_id = g.message_id and g.type = $2
          left join outbound_pairs p on p.lane = r.lane and r.address_kind <> 'group')
      update outbound_requests r set announced = true,
        next_attempt_at = greatest(r.next_attempt_at, free.at),
        held_for = case when free.at > now() then 'customer_limit' else r.held_for end,
        foremost = r.foremost or (
          r.sequence = (select min(e.sequence) from outbound_requests e
            where e.lane = r.lane and e.state = 'queued')
          and not exists (select 1 from outbound_requests e
            where e.lane = r.lane and e.state = 'in_flight')
          and (r.record_key is null
            or r.sequence = (select min(e.sequence) from outbound_requests e
                where e.record_key = r.record_key and e.state = 'queued')
              and not exists (select 1 from outbound_requests e
                where e.record_key = r.record_key and e.state = 'in_flight')))
      from free where r.message_id = free.message_id
      """;
}

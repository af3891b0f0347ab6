package com.livemargs.whatsapp.outbound.ledger;

import static java.util.Objects.requireNonNull;

import com.livemargs.whatsapp.events.EventHeaders;
import com.livemargs.whatsapp.events.Topics;
import com.livemargs.whatsapp.events.crash.CrashPoint;
import com.livemargs.whatsapp.events.kafka.EventPublisher;
import com.livemargs.whatsapp.events.outbound.SendOutcome;
import com.livemargs.whatsapp.events.outbound.SendResult;
import com.livemargs.whatsapp.outbound.database.LedgerDatabase;
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
  private static final int BATCH = 500;
  private static final String SOURCE = "/whatsapp/outbound-sender";

  private final LedgerDatabase database;
  private final EventPublisher publisher;

  public Outbox(LedgerDatabase database, EventPublisher publisher) {
    this.database = database;
    this.publisher = publisher;
  }

  /** Adds a result to the transaction that this runs in. */
  Mono<Void> add(SendResult result, String recordKey, @Nullable String traceparent) {
    return database
        .sql(
            "insert into outbound_results (message_id, type, record_key, value, traceparent)"
                + " values ($1, $2, $3, $4, $5)")
        .bind(0, result.messageId())
        .bind(1, result.type().type())
        .bind(2, recordKey)
        .bind(3, new String(result.toJson(), StandardCharsets.UTF_8))
        .bind(4, LedgerDatabase.text(traceparent))
        .fetch()
        .rowsUpdated()
        .then();
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
            .lock(LOCK)
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
        .then(delete(rows))
        .then(announce(rows));
  }

  private static ProducerRecord<String, byte[]> record(Row row) {
    return record(row.messageId(), row.type(), row.key(), row.value(), row.traceparent());
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

  private Mono<Void> delete(List<Row> rows) {
    return database
        .sql("delete from outbound_results where id = any($1)")
        .bind(0, rows.stream().map(Row::id).toArray(Long[]::new))
        .fetch()
        .rowsUpdated()
        .then();
  }

  private Mono<Void> announce(List<Row> rows) {
    UUID[] pending =
        rows.stream()
            .filter(row -> row.type().equals(SendOutcome.PENDING.type()))
            .map(Row::messageId)
            .toArray(UUID[]::new);
    return pending.length == 0
        ? Mono.empty()
        : database
            .sql("update outbound_requests set announced = true where message_id = any($1)")
            .bind(0, pending)
            .fetch()
            .rowsUpdated()
            .then();
  }
}

package com.livemargs.whatsapp.outbound.ledger;

import static com.livemargs.whatsapp.outbound.database.LedgerDatabase.text;

import com.livemargs.whatsapp.outbound.database.LedgerDatabase;
import com.livemargs.whatsapp.outbound.message.Address;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The requests: accepted once each, found again, forgotten after their time. */
public final class Ledger {

  private final LedgerDatabase database;

  public Ledger(LedgerDatabase database) {
    this.database = database;
  }

  /**
   * A request id and what stands under it.
   *
   * @param isNew whether this call put it there
   */
  public record Accepted(Send send, boolean isNew) {}

  /**
   * Accepts a request, unless its id is known: then what stands under the id is the answer. The
   * order in which calls complete is the order of sending within a conversation.
   */
  public Mono<Accepted> accept(Acceptance request) {
    return database.atomically(acceptOne(request));
  }

  /** Accepts several requests in their order, all or none. */
  public Mono<List<Accepted>> acceptAll(List<Acceptance> requests) {
    return database.atomically(
        Flux.fromIterable(requests).concatMap(this::acceptOne).collectList());
  }

  // Who lost the race for an id against a transaction that committed meanwhile sees it only now.
  private Mono<Accepted> acceptOne(Acceptance request) {
    return insert(request).switchIfEmpty(find(request).map(send -> new Accepted(send, false)));
  }

  private Mono<Accepted> insert(Acceptance request) {
    return database
        .sql(ACCEPT)
        .bind(0, request.pending().messageId())
        .bind(1, request.client())
        .bind(2, request.pending().requestId())
        .bind(3, request.fingerprint())
        .bind(4, request.lane())
        .bind(5, text(request.recordKey()))
        .bind(6, request.conversationKey())
        .bind(7, request.address().kind())
        .bind(8, request.address().value())
        .bind(9, request.pending().roomName())
        .bind(10, new String(request.first().toJson(), StandardCharsets.UTF_8))
        .bind(11, text(request.traceparent()))
        .bind(12, request.refusal() == null ? "queued" : "failed")
        .bind(13, text(request.refusal()))
        .bind(14, request.first().type().type())
        .map(
            row ->
                new Accepted(Rows.send(row), Boolean.TRUE.equals(row.get("is_new", Boolean.class))))
        .one();
  }

  private static final String ACCEPT =
      """
      with inserted as (
        insert into outbound_requests (message_id, client, request_id, fingerprint, lane, record_key,
          conversation_key, address_kind, address, room_name, message, traceparent, state, reason,
          decided_at, foremost)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14,
          case when $13 = 'failed' then now() end, false)
        on conflict (client, request_id) do nothing
        returning *),
      told as (
        insert into outbound_results (message_id, type, record_key, value, traceparent)
        select message_id, $15, conversation_key, message, traceparent from inserted)
      select %1$s, true as is_new from inserted
      union all
      select %1$s, false from outbound_requests where client = $2 and request_id = $3
      """
          .formatted(Rows.COLUMNS);

  private Mono<Send> find(Acceptance request) {
    return database
        .sql(
            "select "
                + Rows.COLUMNS
                + " from outbound_requests where client = $1 and request_id = $2")
        .bind(0, request.client())
        .bind(1, request.pending().requestId())
        .map(Rows::send)
        .one();
  }

  /** What stands under a request's id, or empty. */
  public Mono<Send> known(Acceptance request) {
    return database.atomically(find(request));
  }

  /** The send of this message id, or empty. */
  public Mono<Send> find(UUID messageId) {
    return database.atomically(
        database
            .sql("select " + Rows.COLUMNS + " from outbound_requests where message_id = $1")
            .bind(0, messageId)
            .map(Rows::send)
            .one());
  }

  /** Forgets what was decided so long ago; what is unknown stays four times as long. */
  public Mono<Long> forget(Duration age) {
    return database.atomically(
        database
            .sql(
                """
                delete from outbound_requests where accepted_at < now() - make_interval(secs => $1)
                  and (state in ('sent', 'failed')
                    or (state = 'unknown' and accepted_at < now() - make_interval(secs => $1 * 4)))
                """)
            .bind(0, (double) age.toSeconds())
            .fetch()
            .rowsUpdated());
  }

  /** Remembers the id behind a room name that holds only its hash. */
  public Mono<Void> remember(String roomName, Address address) {
    return database.atomically(
        database
            .sql(
                "insert into outbound_rooms (room_name, address_kind, address) values ($1, $2, $3)"
                    + " on conflict do nothing")
            .bind(0, roomName)
            .bind(1, address.kind())
            .bind(2, address.value())
            .fetch()
            .rowsUpdated()
            .then());
  }

  /** The address behind a room name that holds only a hash, or empty when it was never seen. */
  public Mono<Address> addressOf(String roomName) {
    return database.atomically(
        database
            .sql("select address_kind, address from outbound_rooms where room_name = $1")
            .bind(0, roomName)
            .map(row -> Address.of(Rows.text(row, "address_kind"), Rows.text(row, "address")))
            .one());
  }
}

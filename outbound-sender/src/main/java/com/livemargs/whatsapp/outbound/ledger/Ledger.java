package com.livemargs.whatsapp.outbound.ledger;

import com.livemargs.whatsapp.outbound.database.LedgerDatabase;
import com.livemargs.whatsapp.outbound.message.Address;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The requests: accepted once each, found again, forgotten after their time. */
public final class Ledger {

  private static final int SLICE = 5_000;

  // A caller waits ten seconds, of which two tries for a connection of the pool may take six. What
  // comes to an end after that would be sent although its caller was told that it is not.
  private static final Duration CALLERS_PATIENCE = Duration.ofSeconds(3);
  // No deadline of a statement counts the wait for the tables to be made, or for a server that
  // stands still. A second is left for the commit.
  private static final long LATEST_NANOS = Duration.ofSeconds(9).toNanos();

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
   * order in which calls complete is the order of sending within a conversation. Fails, and accepts
   * nothing, where that takes longer than a caller waits.
   */
  public Mono<Accepted> accept(Acceptance request) {
    return Mono.defer(() -> acceptFrom(System.nanoTime(), request));
  }

  // That it is not too late is seen last: whatever took so long is undone.
  private Mono<Accepted> acceptFrom(long begunNanos, Acceptance request) {
    return database.atomically(
        database
            .within(CALLERS_PATIENCE)
            .then(write(List.of(request)))
            .map(List::getFirst)
            .filter(accepted -> System.nanoTime() - begunNanos < LATEST_NANOS)
            .switchIfEmpty(Mono.error(TimeoutException::new)));
  }

  /**
   * Accepts several requests in their order, all or none, in one round trip, however long that
   * takes: nobody waits for it.
   */
  public Mono<List<Accepted>> acceptAll(List<Acceptance> requests) {
    return database.atomically(write(requests));
  }

  private Mono<List<Accepted>> write(List<Acceptance> requests) {
    return insert(requests)
        .flatMap(
            found ->
                Flux.fromIterable(requests)
                    .concatMap(request -> accepted(request, found))
                    .collectList());
  }

  /** What a client calls a request. */
  public record Id(String client, String requestId) {}

  private Mono<Map<Id, Send>> insert(List<Acceptance> requests) {
    return AcceptStatement.of(database, requests)
        .map(row -> Map.entry(id(row), Rows.send(row)))
        .all()
        .collectMap(Map.Entry::getKey, Map.Entry::getValue);
  }

  private static Id id(Readable row) {
    return new Id(Rows.text(row, "client"), Rows.text(row, "request_id"));
  }

  // Who lost the race for an id against a transaction that committed meanwhile sees it only now.
  private Mono<Accepted> accepted(Acceptance request, Map<Id, Send> found) {
    Send send = found.get(request.id());
    return send == null
        ? find(request.client(), request.pending().requestId())
            .map(other -> new Accepted(other, false))
        : Mono.just(new Accepted(send, send.messageId().equals(request.pending().messageId())));
  }

  private Mono<Send> find(String client, String requestId) {
    return database
        .sql(
            "select "
                + Rows.COLUMNS
                + " from outbound_requests where client = $1 and request_id = $2")
        .bind(0, client)
        .bind(1, requestId)
        .map(Rows::send)
        .one();
  }

  /** Those of the ids under which a request was accepted. */
  public Flux<Id> known(Collection<Id> ids) {
    return database.atomically(
        database
            .byIndexOnly()
            .thenMany(
                database
                    .sql(
                        """
                        select client, request_id from outbound_requests
                        join unnest($1::text[], $2::text[]) as u (client, request_id)
                        using (client, request_id)
                        """)
                    .bind(0, ids.stream().map(Id::client).toArray(String[]::new))
                    .bind(1, ids.stream().map(Id::requestId).toArray(String[]::new))
                    .map(Ledger::id)
                    .all()));
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

  /**
   * Forgets what was decided so long ago; what is unknown stays four times as long.
   *
   * @param age since a request was accepted over HTTP
   * @param ofCommands since a command was taken, which may be read again as long as its topic has
   *     it
   */
  public Mono<Long> forget(Duration age, Duration ofCommands) {
    return Flux.concat(forget("client <> 'topic'", age), forget("client = 'topic'", ofCommands))
        .reduce(0L, Long::sum);
  }

  // A slice at a time: the day after a campaign is no statement that never comes to its end.
  private Flux<Long> forget(String whose, Duration age) {
    return slice(whose, age).repeat().takeUntil(forgotten -> forgotten < SLICE);
  }

  private Mono<Long> slice(String whose, Duration age) {
    return database.atomically(
        database
            .sql(
                """
                delete from outbound_requests where message_id in (
                  select message_id from outbound_requests
                  where %s and accepted_at < now() - make_interval(secs => $1)
                    and (state in ('sent', 'failed')
                      or (state = 'unknown' and accepted_at < now() - make_interval(secs => $1 * 4)))
                  order by accepted_at limit %d)
                """
                    .formatted(whose, SLICE))
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

  /** The addresses behind room names that hold only a hash, of those that were seen. */
  public Mono<Map<String, Address>> addressesOf(Collection<String> roomNames) {
    return database
        .atomically(
            database
                .byIndexOnly()
                .thenMany(
                    database
                        .sql(
                            "select room_name, address_kind, address from outbound_rooms"
                                + " where room_name = any($1)")
                        .bind(0, roomNames.toArray(String[]::new))
                        .map(row -> Map.entry(Rows.text(row, "room_name"), address(row)))
                        .all()))
        .collectMap(Map.Entry::getKey, Map.Entry::getValue);
  }

  private static Address address(Readable row) {
    return Address.of(Rows.text(row, "address_kind"), Rows.text(row, "address"));
  }
}

package com.livemargs.whatsapp.outbound.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.livemargs.whatsapp.events.outbound.SendOutcome;
import com.livemargs.whatsapp.events.postgres.Columns;
import com.livemargs.whatsapp.outbound.database.LedgerDatabase;
import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;

/** Writes requests down with what is told of them first, and finds those whose id is known. */
final class AcceptStatement {

  private static final Columns<Acceptance> GIVEN =
      new Columns<Acceptance>()
          .uuid("message_id", request -> request.pending().messageId())
          .text("client", Acceptance::client)
          .text("request_id", request -> request.pending().requestId())
          .text("fingerprint", Acceptance::fingerprint)
          .text("lane", Acceptance::lane)
          .text("lanes", Acceptance::lanes)
          .text("record_key", Acceptance::recordKey)
          .text("conversation_key", Acceptance::conversationKey)
          .text("address_kind", request -> request.address().kind())
          .text("address", request -> request.address().value())
          .text("room_name", request -> request.pending().roomName())
          .text("message", request -> new String(request.first().toJson(), UTF_8))
          .text("traceparent", Acceptance::traceparent)
          .text("reason", Acceptance::refusal);

  // A customer may have got another name since: who comes later waits where the others do. Each
  // state has an index of its own.
  private static final String LANE =
      """
      coalesce((
          select w.lane from (
            select lane, sequence from outbound_requests
            where state = 'queued' and lane = any(string_to_array(given.lanes, E'\\n'))
            union all
            select lane, sequence from outbound_requests
            where state = 'in_flight' and lane = any(string_to_array(given.lanes, E'\\n'))) as w
          order by w.sequence desc limit 1), lane)""";

  // Rows are inserted, and told, in the order of the arrays: nothing here is joined before.
  private static final String ACCEPT =
      """
      with given as (select * from %2$s),
      inserted as (
        insert into outbound_requests (message_id, client, request_id, fingerprint, lane, record_key,
          conversation_key, address_kind, address, room_name, message, traceparent, reason, state,
          decided_at, foremost)
        select message_id, client, request_id, fingerprint, %5$s, record_key,
          conversation_key, address_kind, address, room_name, message, traceparent, reason,
          case when reason is null then 'queued' else 'failed' end,
          case when reason is null then null else now() end, false
        from given
        on conflict (client, request_id) do nothing
        returning *),
      told as (
        insert into outbound_results (message_id, type, record_key, value, traceparent)
        select message_id, case when reason is null then '%3$s' else '%4$s' end,
          conversation_key, message, traceparent from inserted)
      select client, request_id, %1$s from inserted
      union all
      select known.* from given g cross join lateral (
        select client, request_id, %1$s from outbound_requests r
        where r.client = g.client and r.request_id = g.request_id) as known
      """
          .formatted(
              Rows.COLUMNS,
              GIVEN.rows(),
              SendOutcome.PENDING.type(),
              SendOutcome.FAILED.type(),
              LANE);

  private AcceptStatement() {}

  /** One row for each id: client, request_id and {@link Rows#COLUMNS}. */
  static GenericExecuteSpec of(LedgerDatabase database, List<Acceptance> requests) {
    GenericExecuteSpec statement = database.sql(ACCEPT);
    List<Object> arrays = GIVEN.arrays(requests);
    for (int i = 0; i < arrays.size(); i++) {
      statement = statement.bind(i, arrays.get(i));
    }
    return statement;
  }
}

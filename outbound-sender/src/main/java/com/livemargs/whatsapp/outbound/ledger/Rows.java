package com.livemargs.whatsapp.outbound.ledger;

import static java.util.Objects.requireNonNull;

import com.livemargs.whatsapp.events.outbound.SendResult;
import com.livemargs.whatsapp.outbound.message.Address;
import io.r2dbc.spi.Readable;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;

/** Reads rows of {@code outbound_requests}. */
final class Rows {

  static final String COLUMNS =
      "fingerprint, conversation_key, address_kind, address, lane, message, traceparent, state, attempt,"
          + " accepted_at, whatsapp_message_id, meta_code, reason, people, held_for";

  private Rows() {}

  static Send send(Readable row) {
    return new Send(
        text(row, "fingerprint"),
        text(row, "conversation_key"),
        Address.of(text(row, "address_kind"), text(row, "address")),
        text(row, "lane"),
        SendResult.parse(text(row, "message").getBytes(StandardCharsets.UTF_8)),
        row.get("traceparent", String.class),
        SendState.of(text(row, "state")),
        requireNonNull(row.get("attempt", Integer.class)),
        requireNonNull(row.get("accepted_at", OffsetDateTime.class)).toInstant(),
        row.get("whatsapp_message_id", String.class),
        row.get("meta_code", Integer.class),
        row.get("reason", String.class),
        requireNonNull(row.get("people", Boolean.class)),
        row.get("held_for", String.class));
  }

  static String text(Readable row, String column) {
    return requireNonNull(row.get(column, String.class));
  }
}

package com.livemargs.whatsapp.persistence.postgres;

import com.livemargs.whatsapp.persistence.reconcile.Whole;
import com.livemargs.whatsapp.persistence.store.MessageRow;
import com.livemargs.whatsapp.persistence.store.MessageRow.Body;
import com.livemargs.whatsapp.persistence.store.MessageRow.File;
import com.livemargs.whatsapp.persistence.store.MessageRow.Parties;
import com.livemargs.whatsapp.persistence.store.State;
import com.livemargs.whatsapp.persistence.store.StatusFact;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rows read back with everything in them. */
final class WholeRows {

  static final String MESSAGES =
      """
      select m.*, m.raw::text as item, c.sender from whatsapp_messages m
        left join chat_messages c using (message_id) where m.message_id = any($1)
      """;
  static final String STATUSES =
      "select s.*, s.raw::text as item from message_statuses s where whatsapp_message_id = any($1)";

  private WholeRows() {}

  static Whole message(Readable row) {
    String sender = text(row, "sender");
    MessageRow message =
        new MessageRow(
            Objects.requireNonNull(row.get("message_id", UUID.class)),
            text(row, "whatsapp_message_id"),
            parties(row),
            body(row),
            state(row),
            needed(row, "timestamp"),
            Objects.requireNonNull(row.get("log_position", Long.class)),
            text(row, "item"),
            sender == null ? "" : sender,
            sender != null);
    return new Whole(message, needed(row, "created_at"), needed(row, "expires_at"));
  }

  private static Parties parties(Readable row) {
    return new Parties(
        text(row, "phone_number"),
        text(row, "customer_id"),
        text(row, "phone_number_id"),
        some(row, "room_name"),
        some(row, "direction"));
  }

  private static Body body(Readable row) {
    File file =
        new File(
            text(row, "media_url"),
            text(row, "media_type"),
            text(row, "media_status"),
            text(row, "file_name"),
            row.get("file_size", Long.class),
            text(row, "mime_type"));
    return new Body(
        some(row, "type"), text(row, "text"), text(row, "caption"), text(row, "reply_to"), file);
  }

  private static State state(Readable row) {
    Instant failedAt = time(row, "failed_at");
    return new State(
        some(row, "status"),
        time(row, "sent_at"),
        time(row, "delivered_at"),
        time(row, "read_at"),
        time(row, "played_at"),
        failedAt == null
            ? null
            : new State.Failure(
                failedAt, row.get("error_code", Integer.class), text(row, "failed_reason")));
  }

  static StatusFact status(Readable row) {
    return new StatusFact(
        some(row, "whatsapp_message_id"),
        some(row, "status"),
        some(row, "participant"),
        row.get("message_id", UUID.class),
        text(row, "phone_number_id"),
        needed(row, "timestamp"),
        row.get("error_code", Integer.class),
        text(row, "failed_reason"),
        some(row, "item"));
  }

  private static @Nullable String text(Readable row, String column) {
    return row.get(column, String.class);
  }

  private static String some(Readable row, String column) {
    return Objects.requireNonNull(text(row, column));
  }

  private static @Nullable Instant time(Readable row, String column) {
    return row.get(column, Instant.class);
  }

  private static Instant needed(Readable row, String column) {
    return Objects.requireNonNull(time(row, column));
  }
}

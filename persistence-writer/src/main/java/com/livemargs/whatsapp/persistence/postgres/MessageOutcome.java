package com.livemargs.whatsapp.persistence.postgres;

import com.livemargs.whatsapp.persistence.store.MessageRow;
import io.r2dbc.spi.Readable;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an upsert did to a row of {@code whatsapp_messages} that it wrote.
 *
 * @param item the item that a row holds that was there before; null for a send without an echo
 * @param fresh whether the row is new
 */
record MessageOutcome(UUID messageId, @Nullable String item, boolean fresh) {

  /** What {@link #of} reads. */
  static final String COLUMNS =
      "message_id, case when xmax <> 0 then m.raw::text end as item, " + Written.FRESH;

  static MessageOutcome of(Readable row) {
    return new MessageOutcome(
        Objects.requireNonNull(row.get("message_id", UUID.class)),
        row.get("item", String.class),
        Written.isFresh(row));
  }

  /**
   * Whether the row shows what this one says, so that its line has this one's sender. An item that
   * lost to another may still have brought a status or a phone; the results of a send all agree.
   */
  boolean isOf(MessageRow row) {
    return fresh || row.raw() == null || row.raw().equals(item);
  }
}

package com.livemargs.whatsapp.persistence.postgres;

import com.livemargs.whatsapp.persistence.store.MessageRow;
import io.r2dbc.spi.Readable;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an upsert made of a message whose row was there before.
 *
 * @param merged whether it changed the row
 * @param item what the row holds then; null for a send without an echo, and where nothing changed
 */
record MessageOutcome(UUID messageId, boolean merged, @Nullable String item) {

  static MessageOutcome of(Readable row) {
    return new MessageOutcome(
        Objects.requireNonNull(row.get("message_id", UUID.class)),
        Boolean.TRUE.equals(row.get("merged", Boolean.class)),
        row.get("item", String.class));
  }

  /**
   * Whether the row shows what this one says, so that its line has this one's sender. An item that
   * lost to another may still have brought a status or a phone; the results of a send all agree.
   */
  boolean isOf(MessageRow row) {
    return merged && (row.raw() == null || row.raw().equals(item));
  }
}

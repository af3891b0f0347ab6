package com.livemargs.whatsapp.persistence.reconcile;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One message as a store holds it, reduced to what must be the same in both.
 *
 * @param wamid null while a send has none
 * @param timestamp Meta's time, the same in both stores
 * @param fingerprint of what it says and how far it came
 */
public record Entry(
    UUID messageId, @Nullable String wamid, Instant timestamp, Fingerprint fingerprint) {

  Entry with(Fingerprint more) {
    return new Entry(messageId, wamid, timestamp, fingerprint.plus(more));
  }
}

package com.livemargs.whatsapp.persistence.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A change of a webhook that belongs to no conversation.
 *
 * @param id the same for the same change
 * @param field Meta's word, or null
 * @param raw the change as received
 */
public record AccountEvent(
    String id,
    @Nullable String field,
    @Nullable String wabaId,
    @Nullable String phoneNumberId,
    String raw,
    Instant receivedAt) {}

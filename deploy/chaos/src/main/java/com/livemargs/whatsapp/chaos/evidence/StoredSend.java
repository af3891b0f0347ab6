package com.livemargs.whatsapp.chaos.evidence;

import org.jspecify.annotations.Nullable;

/**
 * A request in the ledger of the sender.
 *
 * @param attempts how often it says that it asked Meta
 */
public record StoredSend(
    String messageId, String requestId, String state, @Nullable String wamid, int attempts) {}

package com.livemargs.whatsapp.chaos.evidence;

import org.jspecify.annotations.Nullable;

/** A request in the ledger of the sender. */
public record StoredSend(
    String messageId, String requestId, String state, @Nullable String wamid) {}

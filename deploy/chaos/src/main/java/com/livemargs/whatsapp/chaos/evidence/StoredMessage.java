package com.livemargs.whatsapp.chaos.evidence;

import org.jspecify.annotations.Nullable;

/**
 * A message as a store has it. Both stores' are compared as a whole.
 *
 * @param times sent, delivered, read, played and failed, as milliseconds or -
 */
public record StoredMessage(
    @Nullable String wamid,
    String messageId,
    String room,
    @Nullable String phone,
    String type,
    @Nullable String text,
    String direction,
    String status,
    @Nullable String mediaStatus,
    @Nullable String mediaUrl,
    long timestamp,
    String times) {}

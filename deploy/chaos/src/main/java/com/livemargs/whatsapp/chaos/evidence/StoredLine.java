package com.livemargs.whatsapp.chaos.evidence;

import org.jspecify.annotations.Nullable;

/**
 * A line of a conversation as a store has it. Both stores' are compared as a whole.
 *
 * @param messageId of the message that it shows
 * @param room whose conversation it stands in
 * @param sender who it shows as the author
 */
public record StoredLine(String messageId, String room, String sender, @Nullable String text) {}

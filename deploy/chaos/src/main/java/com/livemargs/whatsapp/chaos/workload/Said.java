package com.livemargs.whatsapp.chaos.workload;

import org.jspecify.annotations.Nullable;

/**
 * A message that Meta showed us, as the stores should have it.
 *
 * @param conversation whose it is
 * @param sequence its place there, from 0
 * @param text what it says, or null for a file
 * @param room the room it belongs to
 * @param mediaId of its file, or null
 * @param sender who a conversation shows as its author
 */
public record Said(
    String wamid,
    String conversation,
    int sequence,
    @Nullable String text,
    String room,
    @Nullable String mediaId,
    String sender) {}

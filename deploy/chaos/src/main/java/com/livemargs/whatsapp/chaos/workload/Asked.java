package com.livemargs.whatsapp.chaos.workload;

/**
 * A send that a caller was promised: its request was answered, or its command acknowledged.
 *
 * @param key the idempotency key or requestId
 * @param text unique to it, which is how it is known at Meta
 * @param recipient whom it is for, as Meta calls them: digits or an id
 */
public record Asked(String key, String conversation, int sequence, String text, String recipient) {}

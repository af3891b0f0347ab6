package com.livemargs.whatsapp.chaos.evidence;

/**
 * A send that Meta took, in the order of taking.
 *
 * @param messageId ours, which Meta hands back with statuses
 * @param recipient whom it was for: digits or an id
 * @param answered whether the sender was told
 */
public record AcceptedSend(
    String wamid, String messageId, String text, String recipient, boolean answered) {}

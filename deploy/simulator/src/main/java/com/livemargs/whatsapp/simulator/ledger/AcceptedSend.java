package com.livemargs.whatsapp.simulator.ledger;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One send that was taken, whether or not its answer reached the sender.
 *
 * @param answered whether the sender was told; false until the answer with the id has left
 * @param body the request as it was parsed
 */
public record AcceptedSend(
    Instant at,
    String wamid,
    @Nullable String to,
    @Nullable String recipient,
    @Nullable String waId,
    String type,
    @Nullable String bizOpaqueCallbackData,
    AtomicBoolean answered,
    JsonNode body) {}

package com.livemargs.whatsapp.simulator.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One send that was taken, whether or not its answer reached the sender.
 *
 * @param answered whether the sender was told; false for accept-then-reset and its kin
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
    boolean answered,
    JsonNode body) {}

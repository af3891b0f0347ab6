package com.livemargs.whatsapp.simulator.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One request to the Graph side, refused ones included.
 *
 * @param status the HTTP status answered, or null when there was no answer
 * @param code Meta's error code in the answer
 * @param fault the fault that was played
 * @param wamid of the message accepted
 * @param body the request's text, for sends
 */
public record SeenRequest(
    Instant at,
    String method,
    String path,
    @Nullable Integer status,
    @Nullable Integer code,
    @Nullable String details,
    @Nullable String fault,
    @Nullable String wamid,
    @Nullable String body) {}

package com.livemargs.whatsapp.simulator.ledger;

import com.livemargs.whatsapp.simulator.wire.WebhookContents;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to deliver one webhook.
 *
 * @param webhook the webhook's id; redeliveries share it
 * @param attempt 1 for the first
 * @param sha256 of the bytes, hex
 * @param bytes the body's length
 * @param answer the HTTP status, or null when none came
 * @param problem why none came
 * @param millis how long the answer took
 * @param messages ids of messages inside, echoes and history included
 * @param statuses statuses inside
 */
public record DeliveryAttempt(
    Instant at,
    String webhook,
    int attempt,
    String sha256,
    int bytes,
    @Nullable Integer answer,
    @Nullable String problem,
    long millis,
    List<String> messages,
    List<WebhookContents.Status> statuses) {}

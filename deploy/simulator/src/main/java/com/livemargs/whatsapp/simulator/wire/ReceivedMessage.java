package com.livemargs.whatsapp.simulator.wire;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A customer's message as it stands in a webhook: who wrote it, when and where.
 *
 * @param phone the author's number, unless it is hidden
 * @param userId the author's business-scoped id
 * @param group the group it was written into, or null
 * @param at when it was written; long ago when that cannot be read
 */
public record ReceivedMessage(
    String id,
    @Nullable String phone,
    @Nullable String userId,
    @Nullable String group,
    Instant at) {

  /** Reads Meta's message object. */
  public static ReceivedMessage of(JsonNode message) {
    return new ReceivedMessage(
        message.path("id").asString(""),
        message.path("from").asString(null),
        message.path("from_user_id").asString(null),
        message.path("group_id").asString(null),
        Instant.ofEpochSecond(message.path("timestamp").asLong(0)));
  }
}

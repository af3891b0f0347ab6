package com.livemargs.whatsapp.livekit.join;

import com.livemargs.whatsapp.events.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * What LiveKit reports of a room. Of the room only name and metadata are read: its other members
 * hold a password.
 *
 * @param event such as {@code participant_joined}
 * @param id unique, the same when it is sent again
 */
record Report(
    @Nullable String event,
    @Nullable String id,
    @Nullable Room room,
    @Nullable Participant participant) {

  record Room(@Nullable String name, @Nullable String metadata) {}

  record Participant(@Nullable String identity) {}

  /**
   * From a webhook's body.
   *
   * @throws tools.jackson.core.JacksonException if it is none
   */
  static Report parse(byte[] json) {
    return Json.MAPPER.readValue(json, Report.class);
  }

  @Override
  public String toString() {
    return "Report[" + event + "]";
  }
}

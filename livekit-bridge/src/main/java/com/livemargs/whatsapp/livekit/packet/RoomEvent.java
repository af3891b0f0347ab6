package com.livemargs.whatsapp.livekit.packet;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a room is to show of one record.
 *
 * @param room its name
 * @param messageId the message that it is about
 * @param revision tells this event from others about the same message
 * @param members of the machine-readable packet
 * @param line for chat components; null where nothing is to be read
 * @param skip history of before, which no room shows
 */
public record RoomEvent(
    String room,
    UUID messageId,
    String revision,
    Map<String, Object> members,
    @Nullable ChatLine line,
    boolean skip) {

  /** An event to show. */
  public RoomEvent(
      String room, UUID messageId, String revision, Members members, @Nullable ChatLine line) {
    this(room, messageId, revision, members.toMap(), line, false);
  }

  /** The same, imported from before. */
  public RoomEvent asHistory() {
    return new RoomEvent(room, messageId, revision, members, line, true);
  }
}

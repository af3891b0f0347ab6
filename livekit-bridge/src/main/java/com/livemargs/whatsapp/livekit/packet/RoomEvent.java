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
 * @param occasion what it is to its room
 */
public record RoomEvent(
    String room,
    UUID messageId,
    String revision,
    Map<String, Object> members,
    @Nullable ChatLine line,
    Occasion occasion) {

  /** What an event is to its room. */
  public enum Occasion {
    /** Something was said: the room is made if need be, for whoever joins. */
    NEWS,
    /** As news, but only where its message has not been shown yet. */
    REMINDER,
    /** Something became of a message: whoever is there is told, and no room is made for it. */
    SEQUEL,
    /** Imported from before, which no room shows. */
    HISTORY
  }

  /** News where there is something to read, else a sequel. */
  public RoomEvent(
      String room, UUID messageId, String revision, Members members, @Nullable ChatLine line) {
    this(
        room,
        messageId,
        revision,
        members.toMap(),
        line,
        line == null ? Occasion.SEQUEL : Occasion.NEWS);
  }

  /** The same, being this to its room. */
  public RoomEvent as(Occasion other) {
    return new RoomEvent(room, messageId, revision, members, line, other);
  }

  /** The same with something else to read. */
  public RoomEvent with(ChatLine other) {
    return new RoomEvent(room, messageId, revision + " " + other.id(), members, other, occasion);
  }

  /** The same without anything to read. */
  public RoomEvent withoutLine() {
    return new RoomEvent(room, messageId, revision, members, null, occasion);
  }
}

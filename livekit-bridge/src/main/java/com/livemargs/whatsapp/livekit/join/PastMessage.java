package com.livemargs.whatsapp.livekit.join;

import com.livemargs.whatsapp.livekit.packet.ChatLine;
import com.livemargs.whatsapp.livekit.packet.Members;
import com.livemargs.whatsapp.livekit.packet.RoomEvent;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message of before, as its room shows it again.
 *
 * @param members of the event packet, but for room and link
 * @param words its line without its file; null where nothing is to be read
 * @param line the same with its file
 * @param link to its file, signed anew each time; null where there is none
 */
record PastMessage(
    UUID id,
    Map<String, Object> members,
    @Nullable ChatLine words,
    @Nullable ChatLine line,
    @Nullable String link) {

  RoomEvent in(String room) {
    String wamid = (String) members.get("whatsappMessageId");
    Members all =
        Members.of("message", id, wamid, room).with("mediaUrl", link).with("replayed", true);
    members.forEach(all::with);
    return new RoomEvent(room, id, "replay", all, line);
  }

  /** Whether nothing has changed since. */
  boolean isAs(PastMessage before) {
    return members.equals(before.members) && readsAs(before);
  }

  /** Whether its line is the same as before. */
  boolean readsAs(PastMessage before) {
    return Objects.equals(words, before.words) && (link == null) == (before.link == null);
  }

  @Override
  public String toString() {
    return "PastMessage[]";
  }
}

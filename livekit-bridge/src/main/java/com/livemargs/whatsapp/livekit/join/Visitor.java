package com.livemargs.whatsapp.livekit.join;

import com.livemargs.whatsapp.livekit.packet.RoomEvent;
import com.livemargs.whatsapp.livekit.server.RoomRecord;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Someone who came into a room.
 *
 * @param shown of what was before, as it was shown
 */
record Visitor(RoomRecord room, String identity, Map<UUID, PastMessage> shown) {

  /** Someone who has just come and was shown nothing. */
  Visitor(RoomRecord room, String identity) {
    this(room, identity, Map.of());
  }

  /** What they have not been shown of these messages. */
  List<RoomEvent> lacks(List<PastMessage> messages) {
    return messages.stream().map(this::lacks).flatMap(Optional::stream).toList();
  }

  // The same line again would be marked as edited.
  private Optional<RoomEvent> lacks(PastMessage message) {
    PastMessage before = shown.get(message.id());
    RoomEvent event = message.in(room.name());
    if (before == null) {
      return Optional.of(event);
    }
    return message.isAs(before)
        ? Optional.empty()
        : Optional.of(message.readsAs(before) ? event.withoutLine() : event);
  }

  /** The same person, having been shown these. */
  Visitor having(List<PastMessage> messages) {
    return new Visitor(
        room,
        identity,
        messages.stream()
            .collect(Collectors.toMap(PastMessage::id, Function.identity(), (one, same) -> same)));
  }

  @Override
  public String toString() {
    return "Visitor[]";
  }
}

package com.livemargs.whatsapp.livekit.packet;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The members of an event packet, in order, without those that are not known. */
public final class Members {

  private final Map<String, Object> values = new LinkedHashMap<>();

  /** Of an event about a message; {@code type} is message, status or media. */
  public static Members of(String type, UUID messageId, @Nullable String wamid, String room) {
    return new Members()
        .with("type", type)
        .with("messageId", messageId.toString())
        .with("whatsappMessageId", wamid)
        .with("roomName", room);
  }

  /** The same with one more member, if it is known. */
  public Members with(String name, @Nullable Object value) {
    if (value != null) {
      values.put(name, value);
    }
    return this;
  }

  /** All of them. */
  public Map<String, Object> toMap() {
    return values;
  }
}

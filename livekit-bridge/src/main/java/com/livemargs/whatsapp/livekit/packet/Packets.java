package com.livemargs.whatsapp.livekit.packet;

import com.livemargs.whatsapp.events.json.Json;
import com.livemargs.whatsapp.livekit.server.Packet;
import com.livemargs.whatsapp.livekit.server.RoomRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Writes the two packets of an event: the chat packet that LiveKit's own components show, and ours
 * for programs. Both stay below what LiveKit promises to carry.
 */
public final class Packets {

  /** LiveKit's own topic for chat; one packet there that is not JSON ends a page's chat. */
  public static final String CHAT_TOPIC = "lk-chat-topic";

  /** Our topic. */
  public static final String EVENT_TOPIC = "whatsapp.event.v1";

  private static final int[] SHORTER = {4096, 2048, 512, 128};

  private final int maxBytes;

  /**
   * A writer.
   *
   * @param maxBytes of one packet
   */
  public Packets(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** The packets of an event, each of which arrives once. */
  public List<Packet> once(RoomEvent event) {
    return of(
        event,
        written -> Packet.once(written.topic, written.data, event.messageId(), event.revision()));
  }

  /** The packets of an event for someone who may have missed them. */
  public List<Packet> again(RoomEvent event) {
    return of(event, written -> Packet.again(written.topic, written.data));
  }

  @SuppressWarnings("ArrayRecordComponent")
  private record Written(String topic, byte[] data) {}

  private List<Packet> of(RoomEvent event, Function<Written, Packet> packet) {
    List<Packet> packets = new ArrayList<>();
    ChatLine line = event.line();
    if (line != null) {
      packets.add(packet.apply(new Written(CHAT_TOPIC, chat(line, event.room()))));
    }
    packets.add(packet.apply(new Written(EVENT_TOPIC, members(event.members()))));
    return packets;
  }

  private byte[] chat(ChatLine line, String room) {
    String whole = line.message();
    byte[] json = bubble(line, whole.substring(0, Math.min(whole.length(), maxBytes)));
    if (json.length <= maxBytes && whole.length() <= maxBytes) {
      return json;
    }
    String pointer =
        " … (cut; whole: GET /whatsapp/messages/" + new RoomRecord(room).conversation() + ")";
    int fits = 0;
    int tooLong = Math.min(whole.length(), maxBytes);
    while (tooLong - fits > 1) {
      int middle = (fits + tooLong) >>> 1;
      boolean fit = bubble(line, shortened(whole, middle) + pointer).length <= maxBytes;
      fits = fit ? middle : fits;
      tooLong = fit ? tooLong : middle;
    }
    return bubble(line, shortened(whole, fits) + pointer);
  }

  private static byte[] bubble(ChatLine line, String message) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("id", line.id().toString());
    members.put("timestamp", line.timestamp());
    members.put("message", message);
    return Json.MAPPER.writeValueAsBytes(members);
  }

  private byte[] members(Map<String, Object> members) {
    byte[] json = Json.MAPPER.writeValueAsBytes(members);
    for (int i = 0; json.length > maxBytes && i < SHORTER.length; i++) {
      json = Json.MAPPER.writeValueAsBytes(shortened(members, SHORTER[i]));
    }
    return json;
  }

  private static Map<String, Object> shortened(Map<String, Object> members, int length) {
    Map<String, Object> shorter = new LinkedHashMap<>();
    members.forEach(
        (name, value) ->
            shorter.put(name, value instanceof String text ? shortened(text, length) : value));
    if (!shorter.equals(members)) {
      shorter.put("truncated", true);
    }
    return shorter;
  }

  // Never between the two halves of a character.
  private static String shortened(String text, int length) {
    if (text.length() <= length) {
      return text;
    }
    boolean split = length > 0 && Character.isHighSurrogate(text.charAt(length - 1));
    return text.substring(0, split ? length - 1 : length);
  }
}

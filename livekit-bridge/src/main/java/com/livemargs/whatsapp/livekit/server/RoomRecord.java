package com.livemargs.whatsapp.livekit.server;

import com.livemargs.whatsapp.events.identity.Rooms;
import com.livemargs.whatsapp.events.json.Json;
import java.util.Map;
import java.util.TreeMap;

/**
 * A room of ours as it is to be: everything follows from the name, so that any service, token or
 * crash can rebuild it alike.
 *
 * @param name {@code whatsapp_{digits}}, {@code whatsapp_{id}} or {@code whatsapp_group_{id}}
 */
public record RoomRecord(String name) {

  private static final String GROUP = "group_";
  private static final int MAX_NAME_BYTES = 256;

  /** Canonical JSON (sorted members), below 1 KiB, readable by everyone in the room. */
  public String metadata() {
    Map<String, Object> members = new TreeMap<>();
    members.put("channel", "Customer");
    members.put("department", "Customer Service");
    members.put("private", true);
    members.put("source", "whatsapp");
    members.put("v", 1);
    String who = name.substring(Rooms.PREFIX.length());
    if (who.startsWith(GROUP)) {
      members.put("groupId", who.substring(GROUP.length()));
      members.put("title", "WhatsApp: group " + who.substring(GROUP.length()));
    } else if (who.chars().allMatch(c -> c >= '0' && c <= '9')) {
      members.put("phone", "+" + who);
      members.put("title", "WhatsApp: +" + who);
    } else {
      members.put("customerId", who);
      members.put("title", "WhatsApp: " + who);
    }
    return Json.MAPPER.writeValueAsString(members);
  }

  /** Whether a name is one of ours; other rooms of the same server are none of our business. */
  public static boolean isOurs(String name) {
    return name.startsWith(Rooms.PREFIX)
        && name.length() > Rooms.PREFIX.length()
        && name.getBytes(java.nio.charset.StandardCharsets.UTF_8).length <= MAX_NAME_BYTES
        && name.chars().noneMatch(Character::isISOControl);
  }

  /** What the read API calls the customer or group of this room: digits or an id. */
  public String conversation() {
    String who = name.substring(Rooms.PREFIX.length());
    return who.startsWith(GROUP) ? who.substring(GROUP.length()) : who;
  }
}

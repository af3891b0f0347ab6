package com.livemargs.whatsapp.persistence.mongo;

import com.livemargs.whatsapp.events.memory.BoundedMap;
import com.livemargs.whatsapp.persistence.store.RoomFact;
import java.util.Collection;
import java.util.Map;

/**
 * Whom rooms are with, as far as this process knows it to be stored: nearly every message says the
 * same again. Bounded: what falls out is written once more, which changes nothing.
 */
final class ToldRooms {

  private static final int REMEMBERED = 40_000;

  private final Map<String, String> told;

  private ToldRooms(int remembered) {
    told = BoundedMap.ofUsed(remembered);
  }

  static ToldRooms remembered() {
    return new ToldRooms(REMEMBERED);
  }

  /** For what is stored again: nothing says that it still is there. */
  static ToldRooms forgotten() {
    return new ToldRooms(0);
  }

  /** Whether what this says of the room's customer is stored, or something better. */
  synchronized boolean holds(RoomFact room) {
    String stored = told.get(room.roomName());
    return stored != null && stored.compareTo(room.toldBy()) >= 0;
  }

  /** Forgets what was not there. */
  synchronized void made(RoomFact room) {
    told.remove(room.roomName());
  }

  /** Takes in what is durable now. */
  synchronized void stored(Collection<RoomFact> rooms) {
    rooms.forEach(
        room -> told.merge(room.roomName(), room.toldBy(), (a, b) -> a.compareTo(b) >= 0 ? a : b));
  }
}

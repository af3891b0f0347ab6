package com.livemargs.whatsapp.livekit.server;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Mono;

/**
 * Whether anybody is in a room. Most rooms are empty most of the time, and to ask costs the server
 * less than one packet. The answer holds for the moment of asking, as that of a packet would: so
 * "nobody" is never remembered, and "somebody" briefly, because a packet too many harms nobody.
 */
final class Attendance {

  private static final long REMEMBERED_NANOS = Duration.ofSeconds(5).toNanos();
  private static final int MANY = 10_000;

  private final RoomApi api;
  private final Map<String, Long> attended = new ConcurrentHashMap<>();

  Attendance(RoomApi api) {
    this.api = api;
  }

  /** Whether somebody may be in this room now. */
  Mono<Boolean> of(RoomRecord room) {
    return Mono.defer(() -> isRemembered(room) ? Mono.just(true) : ask(room));
  }

  private boolean isRemembered(RoomRecord room) {
    Long seen = attended.get(room.name());
    return seen != null && System.nanoTime() - seen < REMEMBERED_NANOS;
  }

  private Mono<Boolean> ask(RoomRecord room) {
    return api.isAttended(room).doOnNext(somebody -> remember(room, somebody));
  }

  private void remember(RoomRecord room, boolean somebody) {
    if (!somebody) {
      attended.remove(room.name());
      return;
    }
    long now = System.nanoTime();
    if (attended.size() >= MANY) {
      attended.values().removeIf(seen -> now - seen >= REMEMBERED_NANOS);
    }
    attended.put(room.name(), now);
  }
}

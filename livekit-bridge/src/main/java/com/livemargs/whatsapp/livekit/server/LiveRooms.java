package com.livemargs.whatsapp.livekit.server;

import com.livemargs.whatsapp.events.crash.CrashPoint;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import livekit.LivekitModels.Room;
import reactor.core.publisher.Mono;

/**
 * Sees that a room is there, with its metadata, before something is sent into it. Asking costs the
 * server 0.3 ms, so what is remembered is remembered briefly.
 */
final class LiveRooms {

  private static final Duration REMEMBERED = Duration.ofSeconds(60);
  // A room that nobody joined closes a second early at times, and its clock is not ours.
  private static final Duration MARGIN = Duration.ofSeconds(30);
  private static final int MANY = 10_000;

  private final RoomApi api;
  private final InstantSource clock;
  private final Map<String, Known> known = new ConcurrentHashMap<>();
  private final Map<String, Mono<Void>> flights = new ConcurrentHashMap<>();

  /** A room that was there at some time, and is taken to be there for a while. */
  private record Known(Instant since, Instant until) {}

  LiveRooms(RoomApi api, InstantSource clock) {
    this.api = api;
    this.clock = clock;
  }

  /** Completes once the room is there; callers at the same time share one call. */
  Mono<Void> ensure(RoomRecord room) {
    return Mono.defer(() -> isKnown(room) ? Mono.empty() : flight(room));
  }

  /** The next {@link #ensure} asks the server again. */
  void forget(String name) {
    known.remove(name);
  }

  /** Of every room. */
  void forgetAll() {
    known.clear();
  }

  /** How long ago the server said that the room is there; empty if that is not remembered. */
  Optional<Duration> age(String name) {
    return Optional.ofNullable(known.get(name))
        .map(room -> Duration.between(room.since(), clock.instant()));
  }

  private boolean isKnown(RoomRecord room) {
    Known found = known.get(room.name());
    return found != null && clock.instant().isBefore(found.until());
  }

  private Mono<Void> flight(RoomRecord room) {
    return flights.computeIfAbsent(
        room.name(), name -> open(room).doFinally(signal -> flights.remove(name)).cache());
  }

  private Mono<Void> open(RoomRecord room) {
    return api.create(room.name(), room.metadata())
        .flatMap(
            found ->
                found.getMetadata().equals(room.metadata())
                    ? Mono.just(found)
                    : api.updateMetadata(room))
        .doOnNext(this::remember)
        .doOnNext(there -> CrashPoint.LIVEKIT_ROOM_MADE.reached())
        .then();
  }

  private void remember(Room room) {
    Instant now = clock.instant();
    Instant until = now.plus(REMEMBERED);
    if (room.getNumParticipants() == 0) {
      Instant closing = Instant.ofEpochSecond(room.getCreationTime() + room.getEmptyTimeout());
      until = earlier(until, closing.minus(MARGIN));
    }
    if (known.size() >= MANY) {
      known.values().removeIf(other -> other.until().isBefore(now));
    }
    known.put(room.getName(), new Known(now, until));
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}

package com.livemargs.whatsapp.livekit.server;

import com.livemargs.whatsapp.livekit.server.LiveKitFailure.Kind;
import java.time.Duration;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Puts packets into a room that is made if need be. A failure of LiveKit is an outcome here, never
 * an error: the room is a view, the record lies in the stores.
 */
public final class RoomPublisher implements AutoCloseable {

  private static final Duration FIRST_PAUSE = Duration.ofMillis(300);
  private static final int REPEATS = 2;
  private static final Duration SOONEST = Duration.ofSeconds(1);

  private final RoomApi api;
  private final LiveRooms rooms;
  private final Attendance attendance;
  private final Duration confirmedAfter;
  private final Confirmations confirmations = new Confirmations();
  private final Refusals refusals = new Refusals();
  private final Breaker breaker;

  /**
   * Puts packets into rooms.
   *
   * @param confirmedAfter since when a room was last seen before one that is empty, and into which
   *     nothing was sent, is looked after
   */
  RoomPublisher(RoomApi api, LiveRooms rooms, Attendance attendance, Duration confirmedAfter) {
    this.api = api;
    this.rooms = rooms;
    this.attendance = attendance;
    this.confirmedAfter = confirmedAfter;
    this.breaker = new Breaker();
  }

  /** Sends the packets in their order to everyone who is in the room now. */
  public Mono<PublishOutcome> publish(RoomRecord room, List<Packet> packets) {
    Mono<PublishOutcome> shown =
        toWhoeverIsThere(
            room, deliver(room, packets, List.of()), Mono.fromSupplier(() -> unheard(room)));
    return attempt(room, rooms.ensure(room).then(shown));
  }

  /**
   * As {@link #publish(RoomRecord, List)}, but makes no room where nobody is: what becomes of
   * messages, hours later and of a campaign's thousands, is no reason to hold a room for each.
   */
  public Mono<PublishOutcome> publishIfHeard(RoomRecord room, List<Packet> packets) {
    Mono<Void> delivered = rooms.ensure(room).then(deliver(room, packets, List.of()));
    return attempt(room, toWhoeverIsThere(room, delivered, Mono.just(PublishOutcome.NO_VIEWERS)));
  }

  private Mono<PublishOutcome> toWhoeverIsThere(
      RoomRecord room, Mono<Void> delivered, Mono<PublishOutcome> unheard) {
    return attendance
        .of(room)
        .flatMap(somebody -> somebody ? delivered.thenReturn(PublishOutcome.OK) : unheard);
  }

  /**
   * Sends the packets in their order to some.
   *
   * @param to identities
   */
  public Mono<PublishOutcome> publish(RoomRecord room, List<Packet> packets, List<String> to) {
    Mono<Void> work = rooms.ensure(room).then(deliver(room, packets, to));
    return attempt(room, work.thenReturn(PublishOutcome.OK));
  }

  private PublishOutcome unheard(RoomRecord room) {
    Duration age = rooms.age(room.name()).orElse(confirmedAfter);
    Duration rest = confirmedAfter.minus(age);
    Duration wait = rest.compareTo(SOONEST) > 0 ? rest : SOONEST;
    confirmations.await(room.name(), wait, Mono.defer(() -> repair(room)));
    return PublishOutcome.NO_VIEWERS;
  }

  /** Sees that the room is there and has its metadata, whatever is remembered of it. */
  public Mono<PublishOutcome> repair(RoomRecord room) {
    forget(room.name());
    return ensure(room);
  }

  /** Sees that the room is there. */
  public Mono<PublishOutcome> ensure(RoomRecord room) {
    return attempt(room, rooms.ensure(room).thenReturn(PublishOutcome.OK));
  }

  /** The room is said to be gone: the next packet makes it again. */
  public void forget(String name) {
    rooms.forget(name);
  }

  private Mono<Void> deliver(RoomRecord room, List<Packet> packets, List<String> to) {
    return Flux.fromIterable(packets).concatMap(packet -> deliver(room, packet, to)).then();
  }

  private Mono<Void> deliver(RoomRecord room, Packet packet, List<String> to) {
    Mono<Void> again =
        Mono.defer(
            () -> {
              rooms.forget(room.name());
              return rooms.ensure(room).then(api.send(room, packet, to));
            });
    return api.send(room, packet, to)
        .onErrorResume(failure -> LiveKitFailure.is(failure, Kind.ROOM_GONE), gone -> again);
  }

  private Mono<PublishOutcome> attempt(RoomRecord room, Mono<PublishOutcome> work) {
    Mono<PublishOutcome> tries =
        work.doOnNext(done -> answered())
            .doOnError(LiveKitFailure.class, failure -> note(room, failure))
            .retryWhen(Retry.backoff(REPEATS, FIRST_PAUSE).filter(this::isWorthAnotherTry))
            .onErrorResume(failure -> isLiveKits(failure), RoomPublisher::outcome);
    return Mono.defer(
        () -> breaker.permits() ? breaker.watch(tries) : Mono.just(PublishOutcome.AWAY_SKIPPED));
  }

  private void note(RoomRecord room, LiveKitFailure failure) {
    switch (failure.kind()) {
      case UNAVAILABLE -> {
        breaker.failed();
        rooms.forget(room.name());
      }
      case ROOM_GONE -> {
        answered();
        rooms.forget(room.name());
      }
      case REFUSED -> {
        answered();
        refusals.tell(failure);
      }
    }
  }

  // A server that was away may have been started anew, without a room.
  private void answered() {
    if (breaker.answered()) {
      rooms.forgetAll();
    }
  }

  // A room that vanishes twice in a row is a matter of a moment; a refusal is not.
  private boolean isWorthAnotherTry(Throwable failure) {
    return failure instanceof LiveKitFailure livekit
        && livekit.kind() != Kind.REFUSED
        && breaker.isClosed();
  }

  private static boolean isLiveKits(Throwable failure) {
    Throwable last = failure.getCause() instanceof LiveKitFailure cause ? cause : failure;
    return last instanceof LiveKitFailure;
  }

  private static Mono<PublishOutcome> outcome(Throwable failure) {
    boolean refused = LiveKitFailure.is(failure, Kind.REFUSED);
    return Mono.just(refused ? PublishOutcome.REFUSED : PublishOutcome.FAILED);
  }

  /** Looks after no room any more. */
  @Override
  public void close() {
    confirmations.dispose();
  }
}

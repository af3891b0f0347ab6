package com.livemargs.whatsapp.livekit.join;

import com.livemargs.whatsapp.livekit.server.RoomPublisher;
import com.livemargs.whatsapp.livekit.server.RoomRecord;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Acts on LiveKit's reports, a few side by side, each once. They are hints that may be lost or
 * late: nothing here has to happen for a message to be shown.
 */
final class Reception implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(Reception.class);
  private static final int WAITING = 1024;
  private static final int AT_ONCE = 8;
  private static final Duration SETTLED = Duration.ofSeconds(1);
  private static final Duration AGAIN = Duration.ofSeconds(2);

  private final RoomPublisher publisher;
  private final Replay replay;
  private final Set<String> seen = new LinkedHashSet<>();
  private final Sinks.Many<Report> reports =
      Sinks.many().multicast().onBackpressureBuffer(WAITING, false);
  private @Nullable Disposable work;

  Reception(RoomPublisher publisher, Replay replay) {
    this.publisher = publisher;
    this.replay = replay;
  }

  /** Takes a report in; false when too many wait already. A repeated one is taken and dropped. */
  synchronized boolean accept(Report report) {
    String id = String.valueOf(report.id());
    if (seen.contains(id) || !isOurs(report)) {
      return true;
    }
    boolean taken = reports.tryEmitNext(report).isSuccess();
    if (taken) {
      seen.add(id);
      if (seen.size() > WAITING) {
        seen.remove(seen.iterator().next());
      }
    }
    return taken;
  }

  private static boolean isOurs(Report report) {
    Report.Room room = report.room();
    return room != null && room.name() != null && RoomRecord.isOurs(room.name());
  }

  private Mono<Visitor> act(Report report) {
    Report.Room shown = report.room();
    if (shown == null || shown.name() == null || report.event() == null) {
      return Mono.empty();
    }
    RoomRecord room = new RoomRecord(shown.name());
    boolean bare = !room.metadata().equals(shown.metadata());
    Mono<Void> repaired = bare ? publisher.repair(room).then() : Mono.empty();
    return switch (report.event()) {
      case "room_finished" -> Mono.fromRunnable(() -> publisher.forget(room.name()));
      case "room_started" -> repaired.then(Mono.empty());
      case "participant_joined" ->
          repaired.then(Mono.justOrEmpty(visitor(room, report.participant())));
      default -> Mono.empty();
    };
  }

  private static Optional<Visitor> visitor(RoomRecord room, Report.@Nullable Participant joined) {
    String identity = joined == null ? null : joined.identity();
    return identity == null || identity.isEmpty()
        ? Optional.empty()
        : Optional.of(new Visitor(room, identity));
  }

  // What is said while somebody comes in may be stored only after a moment, and be read or changed
  // while they are shown the history: it is looked at twice. Waiting takes nobody's turn.
  @Override
  public synchronized void start() {
    work =
        reports
            .asFlux()
            .flatMap(report -> safely(() -> act(report)), AT_ONCE)
            .flatMap(visitor -> Mono.delay(SETTLED).thenReturn(visitor), WAITING)
            .flatMap(visitor -> safely(() -> replay.to(visitor)), AT_ONCE)
            .flatMap(visitor -> Mono.delay(AGAIN).thenReturn(visitor), WAITING)
            .flatMap(visitor -> safely(() -> replay.to(visitor)), AT_ONCE)
            .subscribe();
  }

  private static <T> Mono<T> safely(Supplier<Mono<T>> action) {
    return Mono.defer(action)
        .onErrorResume(
            failure -> {
              log.atWarn()
                  .addKeyValue("failure", failure.getClass().getSimpleName())
                  .log("A report of LiveKit could not be acted on");
              return Mono.empty();
            });
  }

  @Override
  public synchronized void stop() {
    if (work != null) {
      work.dispose();
      work = null;
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return work != null;
  }
}

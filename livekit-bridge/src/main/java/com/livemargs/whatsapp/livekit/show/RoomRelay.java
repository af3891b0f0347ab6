package com.livemargs.whatsapp.livekit.show;

import com.livemargs.whatsapp.events.crash.CrashPoint;
import com.livemargs.whatsapp.events.kafka.BatchHandler;
import com.livemargs.whatsapp.livekit.packet.Packets;
import com.livemargs.whatsapp.livekit.packet.RoomEvent;
import com.livemargs.whatsapp.livekit.server.PublishOutcome;
import com.livemargs.whatsapp.livekit.server.RoomPublisher;
import com.livemargs.whatsapp.livekit.server.RoomRecord;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Shows a batch in its rooms: rooms side by side, each in order, one packet at a time. The batch
 * completes whatever LiveKit does, and in bounded time; what could not be shown is counted and lies
 * in the history.
 */
final class RoomRelay implements BatchHandler {

  // As many as the server is asked at once. On a busy machine an answer takes long, but it costs no
  // more for that.
  private static final int ROOMS_AT_ONCE = 64;

  private final RecordReader reader;
  private final Packets packets;
  private final RoomPublisher publisher;
  private final MeterRegistry meters;
  private final Limits limits;

  /**
   * How long something is worth showing.
   *
   * @param staleAfter since its record was written
   * @param patience with one batch, well below that of a consumer
   */
  record Limits(Duration staleAfter, Duration patience, InstantSource clock) {
    boolean isStale(Instant written) {
      return written.isBefore(clock.instant().minus(staleAfter));
    }
  }

  RoomRelay(
      RecordReader reader,
      Packets packets,
      RoomPublisher publisher,
      MeterRegistry meters,
      Limits limits) {
    this.reader = reader;
    this.packets = packets;
    this.publisher = publisher;
    this.meters = meters;
    this.limits = limits;
  }

  @Override
  public Mono<Void> handle(List<ConsumerRecord<String, byte[]>> batch) {
    return Mono.defer(() -> show(due(batch)))
        .doOnSuccess(shown -> CrashPoint.LIVEKIT_PUBLISHED.reached());
  }

  /** What a record asks for, and when it was written. */
  private record Read(Supplier<List<RoomEvent>> events, Instant written) {

    Stream<Due> due() {
      return events.get().stream().map(event -> new Due(event, written));
    }
  }

  /** An event and when its record was written. */
  private record Due(RoomEvent event, Instant written) {}

  private Read read(ConsumerRecord<String, byte[]> record) {
    return new Read(reader.read(record), Instant.ofEpochMilli(record.timestamp()));
  }

  // All is read before anything is remembered or sent, so that a record that cannot be read has no
  // effect.
  private Map<String, List<Due>> due(List<ConsumerRecord<String, byte[]>> batch) {
    List<Read> all = batch.stream().map(this::read).toList();
    return all.stream()
        .flatMap(Read::due)
        .collect(
            Collectors.groupingBy(
                due -> due.event().room(), LinkedHashMap::new, Collectors.toList()));
  }

  private Mono<Void> show(Map<String, List<Due>> rooms) {
    CrashPoint.LIVEKIT_BEFORE_PUBLISH.reached();
    AtomicInteger open = new AtomicInteger(rooms.values().stream().mapToInt(List::size).sum());
    return Flux.fromIterable(rooms.values())
        .flatMap(events -> Flux.fromIterable(events).concatMap(new Visit()::show), ROOMS_AT_ONCE)
        .doOnNext(
            outcome -> {
              open.decrementAndGet();
              count(outcome, 1);
            })
        .then()
        .timeout(
            limits.patience(), Mono.fromRunnable(() -> count(PublishOutcome.FAILED, open.get())));
  }

  /**
   * What a batch shows in one room. If nobody is there for the first event, nobody is for those
   * behind it, which follow in no time: of a burst in an empty room LiveKit is asked once.
   */
  private final class Visit {

    private boolean empty;
    private boolean made;

    Mono<PublishOutcome> show(Due due) {
      RoomEvent event = due.event();
      boolean needed = event.line() != null;
      if (event.skip()) {
        return Mono.just(PublishOutcome.HISTORY_SKIPPED);
      }
      if (limits.isStale(due.written())) {
        return Mono.just(PublishOutcome.STALE_SKIPPED);
      }
      if (empty && (made || !needed)) {
        return Mono.just(PublishOutcome.NO_VIEWERS);
      }
      return publish(RoomRecord.of(event.room()), event, needed)
          .doOnNext(outcome -> note(outcome, needed));
    }

    private void note(PublishOutcome outcome, boolean needed) {
      empty = outcome == PublishOutcome.NO_VIEWERS;
      made |= empty && needed;
    }
  }

  private Mono<PublishOutcome> publish(RoomRecord room, RoomEvent event, boolean needed) {
    return needed
        ? publisher.publish(room, packets.once(event))
        : publisher.publishIfHeard(room, packets.once(event));
  }

  private void count(PublishOutcome outcome, int events) {
    meters.counter("whatsapp.livekit.publish", "outcome", outcome.tag()).increment(events);
  }
}

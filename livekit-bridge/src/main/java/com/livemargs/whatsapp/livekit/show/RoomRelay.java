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
import java.util.stream.Collectors;
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

  /** An event and when its record was written. */
  private record Due(RoomEvent event, Instant written) {}

  // All is read before anything is sent, so that a record that cannot be read has no effect.
  private Map<String, List<Due>> due(List<ConsumerRecord<String, byte[]>> batch) {
    return batch.stream()
        .flatMap(
            record ->
                reader.read(record).stream()
                    .map(event -> new Due(event, Instant.ofEpochMilli(record.timestamp()))))
        .collect(
            Collectors.groupingBy(
                due -> due.event().room(), LinkedHashMap::new, Collectors.toList()));
  }

  private Mono<Void> show(Map<String, List<Due>> rooms) {
    CrashPoint.LIVEKIT_BEFORE_PUBLISH.reached();
    AtomicInteger open = new AtomicInteger(rooms.values().stream().mapToInt(List::size).sum());
    return Flux.fromIterable(rooms.values())
        .flatMap(events -> Flux.fromIterable(events).concatMap(this::show), ROOMS_AT_ONCE)
        .doOnNext(
            outcome -> {
              open.decrementAndGet();
              count(outcome, 1);
            })
        .then()
        .timeout(
            limits.patience(), Mono.fromRunnable(() -> count(PublishOutcome.FAILED, open.get())));
  }

  private Mono<PublishOutcome> show(Due due) {
    RoomEvent event = due.event();
    if (event.skip()) {
      return Mono.just(PublishOutcome.HISTORY_SKIPPED);
    }
    return Mono.defer(
        () ->
            limits.isStale(due.written())
                ? Mono.just(PublishOutcome.STALE_SKIPPED)
                : publish(RoomRecord.of(event.room()), event));
  }

  private Mono<PublishOutcome> publish(RoomRecord room, RoomEvent event) {
    return event.line() == null
        ? publisher.publishIfHeard(room, packets.once(event))
        : publisher.publish(room, packets.once(event));
  }

  private void count(PublishOutcome outcome, int events) {
    meters.counter("whatsapp.livekit.publish", "outcome", outcome.tag()).increment(events);
  }
}

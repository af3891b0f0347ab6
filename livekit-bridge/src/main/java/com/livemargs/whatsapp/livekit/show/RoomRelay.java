package com.livemargs.whatsapp.livekit.show;

import com.livemargs.whatsapp.events.crash.CrashPoint;
import com.livemargs.whatsapp.events.kafka.BatchHandler;
import com.livemargs.whatsapp.livekit.packet.RoomEvent;
import com.livemargs.whatsapp.livekit.server.PublishOutcome;
import com.livemargs.whatsapp.livekit.show.Visit.Due;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
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
  private final Supplier<Visit> visits;
  private final MeterRegistry meters;
  private final Duration patience;

  /**
   * A relay.
   *
   * @param patience with one batch, below that of its consumer
   */
  RoomRelay(RecordReader reader, Supplier<Visit> visits, MeterRegistry meters, Duration patience) {
    this.reader = reader;
    this.visits = visits;
    this.meters = meters;
    this.patience = patience;
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
        .flatMap(events -> show(events, open), ROOMS_AT_ONCE)
        .doOnNext(outcome -> count(outcome, 1))
        .then()
        .timeout(patience, Mono.fromRunnable(() -> count(PublishOutcome.FAILED, open.get())));
  }

  private Flux<PublishOutcome> show(List<Due> events, AtomicInteger open) {
    Visit visit = visits.get();
    return Flux.fromIterable(events)
        .concatMap(due -> visit.show(due).doOnSuccess(done -> open.decrementAndGet()));
  }

  private void count(PublishOutcome outcome, int events) {
    meters.counter("whatsapp.livekit.publish", "outcome", outcome.tag()).increment(events);
  }
}

package com.livemargs.whatsapp.livekit.join;

import com.livemargs.whatsapp.livekit.packet.Packets;
import com.livemargs.whatsapp.livekit.packet.RoomEvent;
import com.livemargs.whatsapp.livekit.server.Packet;
import com.livemargs.whatsapp.livekit.server.PublishOutcome;
import com.livemargs.whatsapp.livekit.server.RoomPublisher;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import reactor.core.publisher.Mono;

/** Shows someone who has joined the last messages, and nobody else. */
final class Replay {

  private final History history;
  private final Packets packets;
  private final RoomPublisher publisher;
  private final MeterRegistry meters;

  Replay(History history, Packets packets, RoomPublisher publisher, MeterRegistry meters) {
    this.history = history;
    this.packets = packets;
    this.publisher = publisher;
    this.meters = meters;
  }

  /**
   * Shows what they lack. Completes whatever comes of it, because the same history can be read over
   * HTTP; empty where the bridge may not ask for it.
   */
  Mono<Visitor> to(Visitor visitor) {
    return history
        .last(visitor.room())
        .flatMap(messages -> show(messages, visitor))
        .onErrorResume(
            failure -> {
              count("no_history");
              return Mono.just(visitor);
            });
  }

  private Mono<Visitor> show(List<PastMessage> messages, Visitor visitor) {
    List<RoomEvent> lacking = visitor.lacks(messages);
    if (lacking.isEmpty()) {
      return Mono.just(visitor);
    }
    List<Packet> all = lacking.stream().flatMap(event -> packets.again(event).stream()).toList();
    return publisher
        .publish(visitor.room(), all, List.of(visitor.identity()))
        .doOnNext(outcome -> count(outcome.tag()))
        .map(outcome -> outcome == PublishOutcome.OK ? visitor.having(messages) : visitor);
  }

  private void count(String outcome) {
    meters.counter("whatsapp.livekit.replay", "outcome", outcome).increment();
  }
}

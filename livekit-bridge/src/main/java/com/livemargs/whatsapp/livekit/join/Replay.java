package com.livemargs.whatsapp.livekit.join;

import com.livemargs.whatsapp.livekit.packet.MediaLinks;
import com.livemargs.whatsapp.livekit.packet.Packets;
import com.livemargs.whatsapp.livekit.server.Packet;
import com.livemargs.whatsapp.livekit.server.RoomPublisher;
import com.livemargs.whatsapp.livekit.server.RoomRecord;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

/** Shows someone who has just joined the last messages, and nobody else. */
final class Replay {

  private final History history;
  private final Packets packets;
  private final MediaLinks links;
  private final RoomPublisher publisher;
  private final MeterRegistry meters;

  Replay(
      History history,
      Packets packets,
      MediaLinks links,
      RoomPublisher publisher,
      MeterRegistry meters) {
    this.history = history;
    this.packets = packets;
    this.links = links;
    this.publisher = publisher;
    this.meters = meters;
  }

  /** Completes whatever comes of it: the same history can be read over HTTP. */
  Mono<Void> to(RoomRecord room, String identity) {
    return history
        .last(room)
        .map(messages -> packets(room, messages))
        .flatMap(all -> publisher.publish(room, all, List.of(identity)))
        .map(outcome -> outcome.tag())
        .onErrorReturn("no_history")
        .doOnNext(
            outcome -> meters.counter("whatsapp.livekit.replay", "outcome", outcome).increment())
        .then();
  }

  private List<Packet> packets(RoomRecord room, List<ObjectNode> messages) {
    return messages.stream()
        .map(message -> new PastMessage(message, links).in(room.name()))
        .flatMap(event -> packets.again(event).stream())
        .toList();
  }
}

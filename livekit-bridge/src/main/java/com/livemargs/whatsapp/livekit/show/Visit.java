package com.livemargs.whatsapp.livekit.show;

import com.livemargs.whatsapp.livekit.packet.Packets;
import com.livemargs.whatsapp.livekit.packet.RoomEvent;
import com.livemargs.whatsapp.livekit.server.PublishOutcome;
import com.livemargs.whatsapp.livekit.server.RoomPublisher;
import com.livemargs.whatsapp.livekit.server.RoomRecord;
import java.time.Instant;
import reactor.core.publisher.Mono;

/**
 * Shows what a batch has for one room, in order. If nobody is there for the first event, nobody is
 * for those behind it, which follow in no time: of a burst in an empty room LiveKit is asked once.
 */
final class Visit {

  private final Packets packets;
  private final RoomPublisher publisher;
  private final RecentMessages recent;
  private final Freshness freshness;
  private boolean empty;
  private boolean made;

  Visit(Packets packets, RoomPublisher publisher, RecentMessages recent, Freshness freshness) {
    this.packets = packets;
    this.publisher = publisher;
    this.recent = recent;
    this.freshness = freshness;
  }

  /** An event and when its record was written. */
  record Due(RoomEvent event, Instant written) {}

  /** Empty where the event is a reminder that nobody needs. */
  Mono<PublishOutcome> show(Due due) {
    RoomEvent event = due.event();
    return switch (event.occasion()) {
      case NEWS -> show(due, true);
      case REMINDER ->
          recent.isSeen(event.room(), event.messageId()) ? Mono.empty() : show(due, true);
      case SEQUEL -> show(due, false);
      case HISTORY -> Mono.just(PublishOutcome.HISTORY_SKIPPED);
    };
  }

  private Mono<PublishOutcome> show(Due due, boolean makesRoom) {
    if (freshness.isOver(due.written())) {
      return Mono.just(PublishOutcome.STALE_SKIPPED);
    }
    boolean unheard = empty && (made || !makesRoom);
    return (unheard ? Mono.just(PublishOutcome.NO_VIEWERS) : publish(due.event(), makesRoom))
        .doOnNext(outcome -> note(due.event(), outcome, makesRoom));
  }

  private Mono<PublishOutcome> publish(RoomEvent event, boolean makesRoom) {
    RoomRecord room = new RoomRecord(event.room());
    return makesRoom
        ? publisher.publish(room, packets.once(event))
        : publisher.publishIfHeard(room, packets.once(event));
  }

  private void note(RoomEvent event, PublishOutcome outcome, boolean makesRoom) {
    empty = outcome == PublishOutcome.NO_VIEWERS;
    made |= empty && makesRoom;
    if (makesRoom && (empty || outcome == PublishOutcome.OK)) {
      recent.seen(event.room(), event.messageId());
    }
  }
}

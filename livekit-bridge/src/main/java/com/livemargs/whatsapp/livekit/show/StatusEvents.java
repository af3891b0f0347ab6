package com.livemargs.whatsapp.livekit.show;

import com.livemargs.whatsapp.events.identity.IdentityLink;
import com.livemargs.whatsapp.events.identity.IdentityView;
import com.livemargs.whatsapp.events.identity.Rooms;
import com.livemargs.whatsapp.events.meta.Customer;
import com.livemargs.whatsapp.events.meta.WhatsAppStatus;
import com.livemargs.whatsapp.livekit.packet.Members;
import com.livemargs.whatsapp.livekit.packet.RoomEvent;
import java.util.Optional;
import java.util.UUID;

/**
 * Turns a status of WhatsApp into what its room is told. Order is not ours to make: each packet has
 * the time of its own step, and the reader ranks them.
 */
final class StatusEvents {

  private final IdentityView identities;
  private final RecentMessages recent;

  StatusEvents(IdentityView identities, RecentMessages recent) {
    this.identities = identities;
    this.recent = recent;
  }

  /** Empty for a status that changes nothing, or that names nobody. */
  Optional<RoomEvent> of(WhatsAppStatus status) {
    IdentityLink.of(status).ifPresent(identities::learn);
    UUID id = recent.idOf(status.wamid(), status.callbackData());
    return step(status.status())
        .flatMap(step -> room(status).map(room -> event(status, id, room, step)));
  }

  /** What a word of Meta means for a message: the status it shows and the time that it sets. */
  private record Step(String status, String time) {}

  private static Optional<Step> step(String status) {
    return switch (status) {
      case "sent" -> Optional.of(new Step("sent", "sentAt"));
      case "delivered" -> Optional.of(new Step("delivered", "deliveredAt"));
      case "read" -> Optional.of(new Step("read", "readAt"));
      case "played" -> Optional.of(new Step("read", "playedAt"));
      case "failed" -> Optional.of(new Step("failed", "failedAt"));
      default -> Optional.empty();
    };
  }

  private Optional<String> room(WhatsAppStatus status) {
    Customer who = status.recipient();
    if (who == null && status.groupId() == null) {
      return Optional.empty();
    }
    Customer named = who != null ? who : new Customer(null, status.groupId());
    return Optional.of(Rooms.of(named, status.groupId(), identities.phoneOf(named.userId())));
  }

  private static RoomEvent event(WhatsAppStatus status, UUID id, String room, Step step) {
    long millis = status.timestamp().toEpochMilli();
    Customer who = status.recipient();
    WhatsAppStatus.StatusError error = status.error();
    Members members =
        Members.of("status", id, status.wamid(), room)
            .with("status", step.status())
            .with("timestamp", millis)
            .with(step.time(), millis)
            .with("phoneNumber", who == null ? null : who.phoneNumber())
            .with("customerId", who == null ? null : who.userId())
            .with("groupId", status.groupId())
            .with("errorCode", error == null ? null : error.code())
            .with("failedReason", error == null ? null : error.reason());
    String reader = status.groupId() == null || who == null ? "" : who.identity();
    String revision = String.join(" ", "status", status.status(), Long.toString(millis), reader);
    return new RoomEvent(room, id, revision, members, null);
  }
}

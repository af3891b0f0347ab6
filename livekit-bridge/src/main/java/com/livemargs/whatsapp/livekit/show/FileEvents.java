package com.livemargs.whatsapp.livekit.show;

import com.livemargs.whatsapp.events.identity.IdentityView;
import com.livemargs.whatsapp.events.identity.Rooms;
import com.livemargs.whatsapp.events.media.MediaEvent;
import com.livemargs.whatsapp.events.meta.Customer;
import com.livemargs.whatsapp.livekit.packet.ChatLine;
import com.livemargs.whatsapp.livekit.packet.MediaLinks;
import com.livemargs.whatsapp.livekit.packet.Members;
import com.livemargs.whatsapp.livekit.packet.RoomEvent;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns what became of a file into what its message's room shows. */
final class FileEvents {

  private final IdentityView identities;
  private final RecentMessages recent;
  private final MediaLinks links;

  FileEvents(IdentityView identities, RecentMessages recent, MediaLinks links) {
    this.identities = identities;
    this.recent = recent;
    this.links = links;
  }

  /** Empty when the record names neither customer nor group. */
  Optional<RoomEvent> of(MediaEvent event) {
    return room(event)
        .map(
            room ->
                switch (event) {
                  case MediaEvent.Stored stored -> stored(stored, room);
                  case MediaEvent.Unavailable gone -> unavailable(gone, room);
                });
  }

  private RoomEvent stored(MediaEvent.Stored file, String room) {
    String link = links.open(file.mediaUrl());
    Members members =
        members(file, room, "stored")
            .with("mediaUrl", link)
            .with("fileName", file.fileName())
            .with("fileSize", file.fileSize())
            .with("mimeType", file.mimeType());
    recent.filed(file.messageId(), () -> links.open(file.mediaUrl()));
    ChatLine line = line(file, ChatLine.file("file", null, file.fileName()));
    return new RoomEvent(room, file.messageId(), "media stored " + file.sha256(), members, line);
  }

  private RoomEvent unavailable(MediaEvent.Unavailable gone, String room) {
    Members members = members(gone, room, "unavailable").with("reason", gone.reason());
    recent.filed(gone.messageId(), () -> "(the file is not available)");
    ChatLine line = line(gone, "[file]");
    return new RoomEvent(room, gone.messageId(), "media unavailable", members, line);
  }

  private static Members members(MediaEvent event, String room, String status) {
    return Members.of("media", event.messageId(), event.whatsappMessageId(), room)
        .with("mediaStatus", status)
        .with("timestamp", event.timestamp())
        .with("phoneNumber", event.phoneNumber())
        .with("customerId", event.customerId())
        .with("groupId", event.groupId());
  }

  // The line that was shown goes on with the link; after a restart there is only the record to go
  // by.
  private ChatLine line(MediaEvent event, String otherwise) {
    return recent.whole(
        recent
            .line(event.messageId())
            .orElseGet(
                () ->
                    new ChatLine(event.messageId(), event.timestamp(), speaker(event), otherwise)));
  }

  private static String speaker(MediaEvent event) {
    String phone = event.phoneNumber();
    String id = event.customerId();
    return phone != null ? phone : id != null ? id : "group";
  }

  private Optional<String> room(MediaEvent event) {
    String digits = digits(event.phoneNumber());
    if (digits == null && event.customerId() == null && event.groupId() == null) {
      return Optional.empty();
    }
    boolean named = digits != null || event.customerId() != null;
    Customer who =
        named ? new Customer(digits, event.customerId()) : new Customer(null, event.groupId());
    return Optional.of(Rooms.of(who, event.groupId(), identities.phoneOf(who.userId())));
  }

  private static @Nullable String digits(@Nullable String phoneNumber) {
    return phoneNumber != null && phoneNumber.startsWith("+")
        ? phoneNumber.substring(1)
        : phoneNumber;
  }
}

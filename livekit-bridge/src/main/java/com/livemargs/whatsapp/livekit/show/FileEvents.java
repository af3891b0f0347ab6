package com.livemargs.whatsapp.livekit.show;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.livemargs.whatsapp.events.identity.IdentityView;
import com.livemargs.whatsapp.events.identity.Rooms;
import com.livemargs.whatsapp.events.media.MediaEvent;
import com.livemargs.whatsapp.events.meta.Customer;
import com.livemargs.whatsapp.livekit.packet.ChatLine;
import com.livemargs.whatsapp.livekit.packet.MediaLinks;
import com.livemargs.whatsapp.livekit.packet.Members;
import com.livemargs.whatsapp.livekit.packet.RoomEvent;
import com.livemargs.whatsapp.livekit.packet.RoomEvent.Occasion;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
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
            room -> {
              Members members = members(event, room);
              ChatLine line = event.history() ? null : line(event);
              return new RoomEvent(room, event.messageId(), revision(event), members, line)
                  .as(event.history() ? Occasion.HISTORY : Occasion.SEQUEL);
            });
  }

  private static String revision(MediaEvent event) {
    return switch (event) {
      case MediaEvent.Stored file -> "media stored " + file.sha256();
      case MediaEvent.Unavailable gone -> "media unavailable";
    };
  }

  private Members members(MediaEvent event, String room) {
    Members members =
        Members.of("media", event.messageId(), event.whatsappMessageId(), room)
            .with("timestamp", event.timestamp())
            .with("phoneNumber", event.phoneNumber())
            .with("customerId", event.customerId())
            .with("groupId", event.groupId())
            .with("mediaStatus", status(event));
    return switch (event) {
      case MediaEvent.Stored file -> addFile(members, file);
      case MediaEvent.Unavailable gone -> members.with("reason", gone.reason());
    };
  }

  // Of what was taken back before its file came, no more than that the file is there.
  private Members addFile(Members members, MediaEvent.Stored file) {
    return recent.isDeleted(file.messageId())
        ? members
        : members
            .with("mediaUrl", links.open(file.mediaUrl()))
            .with("fileName", file.fileName())
            .with("fileSize", file.fileSize())
            .with("mimeType", file.mimeType());
  }

  private ChatLine line(MediaEvent event) {
    UUID id = event.messageId();
    Supplier<String> words = words(event);
    recent.filed(id, status(event), words);
    return recent.line(id).orElseGet(() -> recent.shownApart(id, ownLine(event)).plus(words.get()));
  }

  private static String status(MediaEvent event) {
    return switch (event) {
      case MediaEvent.Stored file -> "stored";
      case MediaEvent.Unavailable gone -> "unavailable";
    };
  }

  private Supplier<String> words(MediaEvent event) {
    return switch (event) {
      case MediaEvent.Stored file -> () -> links.open(file.mediaUrl());
      case MediaEvent.Unavailable gone -> () -> "(the file is not available)";
    };
  }

  // Who said what with the file is not known after a restart, or where another instance showed it:
  // under the message's own id this would take the place of their words.
  private static ChatLine ownLine(MediaEvent event) {
    String name = "file of " + event.messageId();
    String fileName = event instanceof MediaEvent.Stored file ? file.fileName() : null;
    return new ChatLine(
        UUID.nameUUIDFromBytes(name.getBytes(UTF_8)),
        event.timestamp(),
        speaker(event),
        ChatLine.file("file", null, fileName));
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

package com.livemargs.whatsapp.livekit.show;

import com.livemargs.whatsapp.events.identity.Author;
import com.livemargs.whatsapp.events.identity.IdentityLink;
import com.livemargs.whatsapp.events.identity.IdentityView;
import com.livemargs.whatsapp.events.identity.Rooms;
import com.livemargs.whatsapp.events.meta.Content;
import com.livemargs.whatsapp.events.meta.Customer;
import com.livemargs.whatsapp.events.meta.Direction;
import com.livemargs.whatsapp.events.meta.WhatsAppMessage;
import com.livemargs.whatsapp.events.meta.WhatsAppMessage.Origin;
import com.livemargs.whatsapp.livekit.packet.ChatLine;
import com.livemargs.whatsapp.livekit.packet.Members;
import com.livemargs.whatsapp.livekit.packet.RoomEvent;
import com.livemargs.whatsapp.livekit.packet.RoomEvent.Occasion;
import com.livemargs.whatsapp.livekit.show.RecentMessages.Stage;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Turns a message of WhatsApp, whichever way it went, into what its room shows. */
final class MessageEvents {

  private static final Content NOTHING = new Content.Other(null);

  private final IdentityView identities;
  private final RecentMessages recent;

  MessageEvents(IdentityView identities, RecentMessages recent) {
    this.identities = identities;
    this.recent = recent;
  }

  /** What its room is to show of it; of a revoke also that a file which was shown apart is gone. */
  List<RoomEvent> of(WhatsAppMessage message) {
    IdentityLink.of(message).ifPresent(identities::learn);
    Customer who = message.customer();
    String room = Rooms.of(who, message.groupId(), identities.phoneOf(who.userId()));
    UUID id = recent.idOf(message.wamid());
    Author author = author(message, room);
    boolean past = message.origin() == Origin.HISTORY;
    ChatLine line = past ? null : line(message, id, author);
    if (line != null) {
      line = recent.read(author, line, stage(message.content()));
    }
    RoomEvent event =
        new RoomEvent(room, id, revision(message), members(message, id, author), line);
    if (past) {
      return List.of(event.as(Occasion.HISTORY));
    }
    return Stream.concat(Stream.of(event), fileLine(message, line).map(event::with).stream())
        .toList();
  }

  private Optional<ChatLine> fileLine(WhatsAppMessage message, @Nullable ChatLine line) {
    return line != null && message.content() instanceof Content.Revoke
        ? recent.fileLine(line.id()).map(file -> file.saying(ChatLine.DELETED))
        : Optional.empty();
  }

  private static Author author(WhatsAppMessage message, String room) {
    boolean ours = message.direction() == Direction.OUTGOING;
    Customer who = message.customer();
    return new Author(room, ours, who.phoneNumber(), message.customerId());
  }

  private static String revision(WhatsAppMessage message) {
    return message.isShown() ? "message" : "message " + message.wamid();
  }

  private @Nullable ChatLine line(WhatsAppMessage message, UUID id, Author author) {
    return switch (message.content()) {
      case Content.Text text -> line(message, id, text.body());
      case Content.Media media -> line(message, id, file(media));
      case Content.Other other ->
          message.isShown() ? line(message, id, other(message, other)) : null;
      case Content.Edit edit -> changed(message, edit.target(), edited(edit), author);
      case Content.Revoke gone -> changed(message, gone.target(), ChatLine.DELETED, author);
      case Content.Reaction reaction -> null;
      case Content.SystemNotice notice -> null;
    };
  }

  private static Stage stage(Content content) {
    return switch (content) {
      case Content.Edit edit -> Stage.EDITED;
      case Content.Revoke gone -> Stage.DELETED;
      case Content.Text text -> Stage.SAID;
      case Content.Media media -> Stage.SAID;
      case Content.Other other -> Stage.SAID;
      case Content.Reaction reaction -> Stage.SAID;
      case Content.SystemNotice notice -> Stage.SAID;
    };
  }

  private static String other(WhatsAppMessage message, Content.Other other) {
    return other.text() == null ? "[" + message.type() + "]" : other.text();
  }

  private @Nullable ChatLine changed(
      WhatsAppMessage message, String target, String text, Author author) {
    UUID id = recent.idOf(target);
    return recent.mayChange(id, author) ? line(message, id, text) : null;
  }

  private static String file(Content.Media media) {
    return ChatLine.file(media.kind(), media.caption(), media.fileName());
  }

  private static String edited(Content.Edit edit) {
    String text = edit.text();
    return edit.replacement() instanceof Content.Media media
        ? file(media)
        : text == null ? "[edited]" : text;
  }

  private static ChatLine line(WhatsAppMessage message, UUID id, String text) {
    return new ChatLine(id, message.timestamp().toEpochMilli(), speaker(message), text);
  }

  private static String speaker(WhatsAppMessage message) {
    if (message.direction() == Direction.OUTGOING) {
      return ChatLine.BUSINESS;
    }
    String phone = message.customer().phoneNumber();
    return message.profileName() != null
        ? message.profileName()
        : phone != null ? phone : message.customer().identity();
  }

  private Members members(WhatsAppMessage message, UUID id, Author author) {
    String status = message.historyStatus();
    Content content = told(message, id);
    Members members =
        Members.of("message", id, message.wamid(), author.room())
            .with("messageType", message.type())
            .with("direction", message.direction().wire())
            .with("status", author.ours() ? (status == null ? "sent" : status) : "delivered")
            .with("timestamp", message.timestamp().toEpochMilli())
            .with("sender", speaker(message))
            .with("phoneNumber", message.customer().phoneNumber())
            .with("customerId", message.customerId())
            .with("phoneNumberId", message.phoneNumberId())
            .with("groupId", message.groupId())
            .with("text", content.text())
            .with("replyTo", message.replyTo());
    addContent(members, content, id, author);
    return members;
  }

  // Nothing of what was taken back, though Meta may deliver it once more.
  private Content told(WhatsAppMessage message, UUID id) {
    Content content = message.content();
    if (content instanceof Content.Edit edit) {
      boolean gone = recent.isDeleted(recent.idOf(edit.target()));
      return gone ? new Content.Edit(edit.target(), NOTHING) : edit;
    }
    return recent.isDeleted(id) ? NOTHING : content;
  }

  private void addContent(Members members, Content content, UUID id, Author author) {
    switch (content) {
      case Content.Media media ->
          addFile(members, media, recent.mediaStatus(id, mediaStatus(media)));
      case Content.Edit edit -> {
        addOwnTarget(members, edit.target(), author);
        if (edit.replacement() instanceof Content.Media media) {
          addFile(members, media, mediaStatus(media));
        }
      }
      case Content.Reaction reaction ->
          addTarget(members, recent.knownId(reaction.target()).orElse(null), reaction.target())
              .with("emoji", reaction.emoji());
      case Content.Revoke revoke -> addOwnTarget(members, revoke.target(), author);
      case Content.Text text -> {}
      case Content.SystemNotice notice -> {}
      case Content.Other other -> {}
    }
  }

  private static String mediaStatus(Content.Media media) {
    return media.id() == null ? "unavailable" : "pending";
  }

  private static void addFile(Members members, Content.Media media, String status) {
    members
        .with("mediaType", media.kind())
        .with("mediaStatus", status)
        .with("mimeType", media.mimeType())
        .with("fileName", media.fileName())
        .with("caption", media.caption());
  }

  // What somebody else said stays as it is.
  private void addOwnTarget(Members members, String wamid, Author author) {
    UUID id = recent.idOf(wamid);
    if (recent.mayChange(id, author)) {
      addTarget(members, id, wamid);
    }
  }

  private static Members addTarget(Members members, @Nullable UUID id, String wamid) {
    return members
        .with("targetMessageId", id == null ? null : id.toString())
        .with("targetWhatsappMessageId", wamid);
  }
}

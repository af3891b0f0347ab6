package com.livemargs.whatsapp.persistence.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.livemargs.whatsapp.events.identity.IdentityLink;
import com.livemargs.whatsapp.events.identity.IdentityView;
import com.livemargs.whatsapp.events.identity.Rooms;
import com.livemargs.whatsapp.events.media.MediaEvent;
import com.livemargs.whatsapp.events.meta.Customer;
import com.livemargs.whatsapp.events.meta.WhatsAppMessage;
import com.livemargs.whatsapp.events.meta.WhatsAppStatus;
import com.livemargs.whatsapp.persistence.identity.AliasEdge;
import com.livemargs.whatsapp.persistence.store.AccountEvent;
import com.livemargs.whatsapp.persistence.store.ChangeFact;
import com.livemargs.whatsapp.persistence.store.Facts;
import com.livemargs.whatsapp.persistence.store.FileFact;
import com.livemargs.whatsapp.persistence.store.MessageRow;
import com.livemargs.whatsapp.persistence.store.RoomFact;
import com.livemargs.whatsapp.persistence.store.SendFact;
import com.livemargs.whatsapp.persistence.store.Span;
import com.livemargs.whatsapp.persistence.store.Spans;
import com.livemargs.whatsapp.persistence.store.StatusFact;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Turns the items of a batch into facts, in their order and each once. A customer that shows only
 * an id has the phone that was linked before it, in the store or in this batch.
 */
final class Gathering {

  private final Map<String, MessageRow> messages = new LinkedHashMap<>();
  private final Map<UUID, SendFact> sends = new LinkedHashMap<>();
  private final Map<String, StatusFact> statuses = new LinkedHashMap<>();
  private final Map<String, ChangeFact> changes = new LinkedHashMap<>();
  private final Map<String, FileFact> files = new LinkedHashMap<>();
  private final Map<String, AccountEvent> events = new LinkedHashMap<>();
  private final Map<String, AliasEdge> edges = new LinkedHashMap<>();
  private final Map<String, RoomFact> rooms = new LinkedHashMap<>();
  private final IdentityView identities = new IdentityView();
  private final Spans spans;

  Gathering(Collection<AliasEdge> known, Spans spans) {
    this.spans = spans;
    known.stream().sorted(AliasEdge.BY_TIME).map(AliasEdge::link).forEach(identities::learn);
  }

  Facts facts() {
    return new Facts(
        List.copyOf(messages.values()),
        List.copyOf(sends.values()),
        List.copyOf(statuses.values()),
        List.copyOf(changes.values()),
        List.copyOf(files.values()),
        List.copyOf(events.values()),
        List.copyOf(edges.values()),
        List.copyOf(rooms.values()),
        spans);
  }

  /**
   * Takes what one record says.
   *
   * @param span how long it stays
   */
  void add(Item item, Span span) {
    switch (item) {
      case Item.Said said -> add(said, span);
      case Item.Moved moved -> add(moved.status(), span);
      case Item.Linked linked -> add(linked.link());
      case Item.Filed filed -> add(filed.event(), span);
      case Item.Sent sent -> add(RowMaker.of(sent.result(), sent.position()), span);
      case Item.Noted noted -> add(noted.event(), span);
      case Item.Nothing nothing -> {}
    }
  }

  private void add(AccountEvent event, Span span) {
    spans.tell(AccountEvent.class, event.id(), span);
    events.putIfAbsent(event.id(), event);
  }

  private void add(Item.Said said, Span span) {
    WhatsAppMessage message = said.message();
    IdentityLink.of(message).ifPresent(this::add);
    Customer customer = message.customer();
    String linked = customer.phone() != null ? customer.phone() : linked(customer.userId());
    String phoneNumber = linked == null ? null : "+" + linked;
    String room = Rooms.of(customer, message.groupId(), linked);
    MessageRow row = RowMaker.of(said, phoneNumber, room);
    spans.tell(MessageRow.class, row.messageId(), span);
    messages.merge(message.wamid(), row, MessageRow::merge);
    ChangeFact change = ChangeMaker.of(message, phoneNumber, said.position());
    if (change != null) {
      spans.tell(ChangeFact.class, change.wamid(), span);
      changes.merge(change.wamid(), change, ChangeFact::merge);
    }
    add(row, message.groupId(), span);
  }

  private @Nullable String linked(@Nullable String userId) {
    return userId == null ? null : identities.phoneOf(AliasEdge.safe(userId));
  }

  private void add(MessageRow row, @Nullable String groupId, Span span) {
    MessageRow.Parties who = row.parties();
    String phone = groupId == null ? who.phoneNumber() : null;
    String id = groupId == null ? who.customerId() : null;
    String named = phone != null ? phone : id;
    String title = "WhatsApp: " + (named != null ? named : name(who.roomName()));
    RoomFact room =
        new RoomFact(who.roomName(), phone, id, who.phoneNumberId(), title, row.timestamp());
    spans.tellRoom(room.roomName(), span);
    rooms.merge(room.roomName(), room, RoomFact::merge);
  }

  private static String name(String room) {
    return room.startsWith(Rooms.GROUP_PREFIX)
        ? "group " + room.substring(Rooms.GROUP_PREFIX.length())
        : room.substring(Rooms.PREFIX.length());
  }

  private void add(WhatsAppStatus status, Span span) {
    IdentityLink.of(status).ifPresent(this::add);
    Customer person = status.groupId() == null ? null : status.recipient();
    WhatsAppStatus.StatusError error = status.error();
    StatusFact fact =
        new StatusFact(
            status.wamid(),
            status.status(),
            person == null ? "" : person.identity(),
            uuid(status.callbackData()),
            status.phoneNumberId(),
            status.timestamp(),
            error == null ? null : error.code(),
            error == null ? null : error.reason(),
            new String(status.raw(), UTF_8));
    spans.tell(StatusFact.class, fact.key(), span);
    statuses.merge(fact.key(), fact, StatusFact::merge);
  }

  // Other programs may send with callback data of their own.
  static @Nullable UUID uuid(@Nullable String callbackData) {
    try {
      return callbackData == null ? null : UUID.fromString(callbackData);
    } catch (IllegalArgumentException notOurs) {
      return null;
    }
  }

  private void add(IdentityLink link) {
    for (AliasEdge edge : AliasEdge.of(link)) {
      identities.learn(edge.link());
      edges.merge(edge.key(), edge, AliasEdge::merge);
    }
  }

  private void add(MediaEvent event, Span span) {
    FileFact fact =
        switch (event) {
          case MediaEvent.Stored it ->
              new FileFact(
                  it.whatsappMessageId(),
                  FileFact.STORED,
                  it.mediaUrl(),
                  it.fileName(),
                  it.fileSize(),
                  it.mimeType());
          case MediaEvent.Unavailable it ->
              new FileFact(it.whatsappMessageId(), FileFact.UNAVAILABLE, "", null, null, null);
        };
    spans.tell(FileFact.class, fact.key(), span);
    files.merge(fact.key(), fact, FileFact::merge);
  }

  private void add(SendFact send, Span span) {
    spans.tell(MessageRow.class, send.row().messageId(), span);
    sends.merge(send.row().messageId(), send, SendFact::merge);
    add(send.row(), null, span);
  }
}

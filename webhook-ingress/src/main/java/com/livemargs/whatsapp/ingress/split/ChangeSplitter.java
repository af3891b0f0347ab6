package com.livemargs.whatsapp.ingress.split;

import com.livemargs.whatsapp.events.identity.IdentityLink;
import com.livemargs.whatsapp.events.json.JsonSpan;
import com.livemargs.whatsapp.events.json.NotJsonException;
import com.livemargs.whatsapp.events.meta.Customer;
import com.livemargs.whatsapp.events.meta.MessageReader;
import com.livemargs.whatsapp.events.meta.StatusReader;
import com.livemargs.whatsapp.events.meta.UnreadableItemException;
import com.livemargs.whatsapp.events.meta.WhatsAppMessage;
import com.livemargs.whatsapp.events.meta.WhatsAppStatus;
import com.livemargs.whatsapp.ingress.split.Part.Kind;
import com.livemargs.whatsapp.ingress.split.Shape.Member;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * Takes one change apart. The arrays decide, not {@code field}: real payloads lack it. Whether an
 * item can be read is asked of the very readers that consumers use, on the very bytes they get.
 */
final class ChangeSplitter {

  private static final int LONGEST_KEY = 4_096;

  private final Origin origin;
  private final Parts parts;

  ChangeSplitter(Origin origin, Parts parts) {
    this.origin = origin;
    this.parts = parts;
  }

  void split(JsonSpan change) {
    List<Member> members = change.isObject() ? Shape.members(change) : List.of();
    List<JsonSpan> values =
        members.stream().filter(m -> m.name().equals("value")).map(Member::value).toList();
    if (members.isEmpty() || values.size() > 1) {
      parts.quarantine(origin, change.bytes(), "the change is no object with one value");
      return;
    }
    boolean holds = !values.isEmpty() && values.getFirst().isObject();
    List<Member> value = holds ? Shape.members(values.getFirst()) : List.of();
    List<Slot> slots = Slot.of(value);
    if (slots.stream().allMatch(slot -> slot.use() == Slot.Use.REST && slot.item().isObject())) {
      account(change.bytes(), value);
    } else {
      slice(slots, value, new SliceWriter(change, values.getFirst(), value), change);
    }
  }

  private void slice(List<Slot> slots, List<Member> value, SliceWriter writer, JsonSpan change) {
    JsonSpan shown = Shape.last(value, "contacts");
    List<JsonSpan> known = shown != null && shown.isArray() ? Shape.elements(shown) : null;
    if (slots.size() == 1 && value.stream().filter(Slot::isItems).count() == 1) {
      route(slots.getFirst(), change.bytes(), known, value);
      return;
    }
    Contacts contacts = known == null ? null : new Contacts(known, slots);
    boolean first = true;
    for (Slot slot : slots) {
      List<JsonSpan> own = contacts == null ? null : contacts.of(slot, first);
      route(slot, writer.slice(slot, own), own, value);
      first = false;
    }
  }

  private void route(
      Slot slot, byte[] slice, @Nullable List<JsonSpan> contacts, List<Member> value) {
    try {
      if (!slot.item().isObject()) {
        throw new UnreadableItemException("the item is not an object");
      }
      switch (slot.use()) {
        case MESSAGE -> message(slot, slice, contacts);
        case STATUS -> status(slot, slice, contacts);
        case REST -> account(slice, value);
      }
    } catch (UnreadableItemException odd) {
      parts.quarantine(origin, slice, String.valueOf(odd.getMessage()));
    } catch (NotJsonException | JacksonException odd) {
      parts.quarantine(origin, slice, "the item is nested or sized beyond what can be read");
    }
  }

  private void message(Slot slot, byte[] slice, @Nullable List<JsonSpan> contacts) {
    WhatsAppMessage message = MessageReader.read(slice, origin.received());
    List<IdentityLink> links = Links.of(message, slot.item(), contacts);
    String key = message.conversationKey();
    requireSound(slot, message.raw(), message.wamid(), key);
    boolean history = message.origin() == WhatsAppMessage.Origin.HISTORY;
    Kind kind = history ? Kind.HISTORY : Kind.MESSAGE;
    parts.item(kind, key, message.wamid(), origin, message.timestamp(), slice);
    links.forEach(parts::link);
  }

  private void status(Slot slot, byte[] slice, @Nullable List<JsonSpan> contacts) {
    WhatsAppStatus status = StatusReader.read(slice, origin.received());
    List<IdentityLink> links = Links.of(status, contacts);
    String key = status.conversationKey();
    String id = eventId(status);
    requireSound(slot, status.raw(), id, key);
    parts.item(Kind.STATUS, key, id, origin, status.timestamp(), slice);
    links.forEach(parts::link);
  }

  // In a group each participant has a status of the same message.
  private static String eventId(WhatsAppStatus status) {
    String event = status.wamid() + ":" + status.status();
    Customer participant = status.groupId() == null ? null : status.recipient();
    return participant == null ? event : event + ":" + participant.identity();
  }

  // Repeated names can make a reader see another item than the one this slice is for.
  private static void requireSound(Slot slot, byte[] raw, String id, String key) {
    JsonSpan item = slot.item();
    if (!Arrays.equals(raw, 0, raw.length, item.document(), item.start(), item.end())) {
      throw new UnreadableItemException("the change names its items twice");
    }
    if (id.length() > LONGEST_KEY || key.length() > LONGEST_KEY) {
      throw new UnreadableItemException("the item's id or customer is longer than any real one");
    }
  }

  private void account(byte[] change, List<Member> value) {
    List<IdentityLink> links = new ArrayList<>();
    try {
      links.addAll(Links.of(change, origin.time()));
    } catch (JacksonException odd) {
      parts.quarantine(origin, change, "the change is nested or sized beyond what can be read");
      return;
    }
    parts.account(accountKey(value), origin, change);
    links.forEach(parts::link);
  }

  private String accountKey(List<Member> value) {
    JsonSpan metadata = Shape.last(value, "metadata");
    String ours = null;
    if (metadata != null && metadata.isObject()) {
      ours = Shape.text(Shape.last(Shape.members(metadata), "phone_number_id"));
    }
    String waba = origin.waba() == null ? "" : origin.waba();
    return ours != null && ours.length() <= LONGEST_KEY ? ours : waba;
  }
}

package com.livemargs.whatsapp.events.meta;

import static com.livemargs.whatsapp.events.meta.Customer.digits;
import static com.livemargs.whatsapp.events.meta.MetaJson.id;
import static com.livemargs.whatsapp.events.meta.MetaJson.text;

import com.livemargs.whatsapp.events.json.JsonSpan;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** What stands around an item in its change: our number, the contacts, the field. */
record ChangeFrame(
    @Nullable String field,
    @Nullable String phoneNumberId,
    @Nullable String ownDigits,
    JsonNode contacts,
    Map<String, JsonSpan> value) {

  static ChangeFrame of(byte[] change) {
    Map<String, JsonSpan> members = JsonSpan.of(change).members();
    JsonSpan value = members.get("value");
    if (value == null || !value.isObject()) {
      throw new UnreadableItemException("the change has no value");
    }
    Map<String, JsonSpan> inner = value.members();
    JsonNode metadata = tree(inner.get("metadata"));
    String shown = text(metadata, "display_phone_number");
    return new ChangeFrame(
        field(members.get("field")),
        text(metadata, "phone_number_id"),
        shown == null ? null : digits(shown.replaceAll("[^0-9]", "")),
        tree(inner.get("contacts")),
        inner);
  }

  private static @Nullable String field(@Nullable JsonSpan span) {
    JsonNode node = tree(span);
    return node.isString() ? node.asString() : null;
  }

  static JsonNode tree(@Nullable JsonSpan span) {
    return span == null ? MissingNode.getInstance() : span.tree();
  }

  /** The contact that is this phone or this id; never by position. */
  JsonNode contact(@Nullable String phone, @Nullable String userId) {
    for (JsonNode contact : contacts) {
      boolean samePhone = phone != null && phone.equals(digits(id(contact, "wa_id")));
      boolean sameId = userId != null && userId.equals(text(contact, "user_id"));
      if (samePhone || sameId) {
        return contact;
      }
    }
    return MissingNode.getInstance();
  }

  /**
   * The customer that a pair of members names, completed by the contact: a {@code from} that is not
   * digits is an id.
   */
  @Nullable Customer customer(@Nullable String address, @Nullable String scopedId) {
    String phone = digits(address);
    String userId = scopedId != null ? scopedId : phone == null ? address : null;
    JsonNode contact = contact(phone, userId);
    String knownPhone = phone != null ? phone : digits(id(contact, "wa_id"));
    String knownId = userId != null ? userId : id(contact, "user_id");
    return knownPhone == null && knownId == null ? null : new Customer(knownPhone, knownId);
  }
}

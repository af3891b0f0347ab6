package com.livemargs.whatsapp.events.meta;

import static com.livemargs.whatsapp.events.meta.Customer.digits;
import static com.livemargs.whatsapp.events.meta.MetaJson.id;
import static com.livemargs.whatsapp.events.meta.MetaJson.text;

import com.livemargs.whatsapp.events.json.Json;
import com.livemargs.whatsapp.events.json.JsonSpan;
import com.livemargs.whatsapp.events.json.NotJsonException;
import com.livemargs.whatsapp.events.json.Utf8;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * A change as a tree and as the bytes it came in: what stands around an item (our number, the
 * contacts, the field), and the item's own place.
 */
record ChangeFrame(
    @Nullable String field,
    @Nullable String phoneNumberId,
    JsonNode contacts,
    JsonNode value,
    Map<String, JsonSpan> spans) {

  private static final Pattern BESIDE_DIGITS = Pattern.compile("[^0-9]");

  static ChangeFrame of(byte[] change) {
    JsonNode tree = tree(change);
    JsonNode value = tree.path("value");
    if (!value.isObject()) {
      throw new UnreadableItemException("the change has no value");
    }
    JsonSpan span = Objects.requireNonNull(JsonSpan.ofSound(change).members().get("value"));
    JsonNode field = tree.path("field");
    return new ChangeFrame(
        field.isString() ? field.asString() : null,
        text(value.path("metadata"), "phone_number_id"),
        value.path("contacts"),
        value,
        span.members());
  }

  // One pass tells JSON from what is none and builds the tree.
  private static JsonNode tree(byte[] change) {
    Utf8.require(change);
    try {
      JsonNode tree = Json.MAPPER.readTree(change);
      if (tree.isMissingNode()) {
        throw new NotJsonException("the body is empty");
      }
      return tree;
    } catch (JacksonException broken) {
      throw new NotJsonException("the body is not JSON");
    }
  }

  /** Digits of our own number, or null. */
  @Nullable String ownDigits() {
    String shown = text(value.path("metadata"), "display_phone_number");
    String plain = digits(shown);
    return shown == null || plain != null
        ? plain
        : digits(BESIDE_DIGITS.matcher(shown).replaceAll(""));
  }

  /** The contact that is this phone or this id; never by position. */
  JsonNode contact(@Nullable String phone, @Nullable String userId) {
    for (JsonNode contact : contacts) {
      boolean samePhone = phone != null && phone.equals(digits(text(contact, "wa_id")));
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

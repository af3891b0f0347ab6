package com.livemargs.whatsapp.events.meta;

import static com.livemargs.whatsapp.events.meta.Customer.digits;
import static com.livemargs.whatsapp.events.meta.MetaJson.clean;
import static com.livemargs.whatsapp.events.meta.MetaJson.id;
import static com.livemargs.whatsapp.events.meta.MetaJson.namedId;
import static com.livemargs.whatsapp.events.meta.MetaJson.text;

import com.livemargs.whatsapp.events.json.JsonSpan;
import com.livemargs.whatsapp.events.meta.WhatsAppMessage.Origin;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads the record of {@code whatsapp.messages}: a change object of a WhatsApp Business Account
 * webhook that holds exactly one message, echo or history item.
 */
public final class MessageReader {

  private MessageReader() {}

  /**
   * The message of a change.
   *
   * @param received stands in where Meta's timestamp is missing or no number
   * @throws UnreadableItemException if there is not one item, or it has no id or no customer, or
   *     one that is longer than any real one
   * @throws com.livemargs.whatsapp.events.json.NotJsonException if the record is not JSON
   */
  public static WhatsAppMessage read(byte[] change, Instant received) {
    ChangeFrame frame = ChangeFrame.of(change);
    return message(frame, find(frame), received);
  }

  /**
   * Where the one item is.
   *
   * @param span its bytes
   * @param thread of history it stands in, or null
   */
  private record Found(JsonSpan span, JsonNode item, Origin origin, @Nullable String thread) {}

  private static Found find(ChangeFrame frame) {
    JsonSpan messages = frame.spans().get("messages");
    if (messages != null && messages.isArray()) {
      JsonNode item = first(frame.value(), "messages");
      boolean history = "history".equals(frame.field()) || isToCustomer(frame, item);
      Origin origin = history ? Origin.HISTORY : Origin.WEBHOOK;
      return new Found(only(messages), item, origin, null);
    }
    JsonSpan echoes = frame.spans().get("message_echoes");
    if (echoes != null && echoes.isArray()) {
      JsonNode item = first(frame.value(), "message_echoes");
      return new Found(only(echoes), item, Origin.ECHO, null);
    }
    JsonSpan history = frame.spans().get("history");
    if (history != null && history.isArray()) {
      JsonSpan thread = only(member(only(history), "threads"));
      JsonNode tree = first(first(frame.value(), "history"), "threads");
      JsonSpan span = only(member(thread, "messages"));
      return new Found(span, first(tree, "messages"), Origin.HISTORY, id(tree, "id"));
    }
    throw new UnreadableItemException("the change holds no message");
  }

  // What a customer writes names no receiver: what our number writes to one is history's, whose
  // contents come like that, with or without the field's name.
  private static boolean isToCustomer(ChangeFrame frame, JsonNode item) {
    String from = digits(text(item, "from"));
    return from != null
        && from.equals(frame.ownDigits())
        && (text(item, "to") != null || text(item, "to_user_id") != null);
  }

  private static JsonNode first(JsonNode object, String array) {
    return object.path(array).path(0);
  }

  private static JsonSpan member(JsonSpan object, String name) {
    JsonSpan member = object.members().get(name);
    if (member == null) {
      throw new UnreadableItemException("the change holds no " + name);
    }
    return member;
  }

  private static JsonSpan only(JsonSpan array) {
    List<JsonSpan> elements = array.elements();
    if (elements.size() != 1 || !elements.getFirst().isObject()) {
      throw new UnreadableItemException("the change does not hold exactly one item");
    }
    return elements.getFirst();
  }

  private static WhatsAppMessage message(ChangeFrame frame, Found found, Instant received) {
    JsonNode item = found.item();
    String wamid = namedId(item, "id");
    if (wamid == null) {
      throw new UnreadableItemException("the item has no id");
    }
    boolean ours = isOurs(frame, found, item);
    String named = text(item, "type");
    String type = named == null ? "unknown" : named;
    Content content = ContentReader.read(type, item);
    Customer sender = customer(frame, found, item, ours);
    Customer author = sender == null ? subject(frame, content) : sender;
    if (author == null) {
      throw new UnreadableItemException("the item names no customer");
    }
    JsonNode contact = frame.contact(author.phone(), author.userId());
    String historyStatus = text(item.path("history_context"), "status");
    return new WhatsAppMessage(
        wamid,
        frame.phoneNumberId(),
        ours ? Direction.OUTGOING : Direction.INCOMING,
        author,
        namedId(item, "group_id"),
        text(contact.path("profile"), "name"),
        text(contact.path("profile"), "username"),
        MetaJson.seconds(item, "timestamp", received),
        type,
        content,
        id(item.path("context"), "id"),
        historyStatus == null ? null : clean(historyStatus).toLowerCase(Locale.ROOT),
        found.origin(),
        found.span().bytes());
  }

  private static boolean isOurs(ChangeFrame frame, Found found, JsonNode item) {
    return switch (found.origin()) {
      case ECHO -> true;
      case WEBHOOK -> false;
      case HISTORY -> isFromOurNumber(frame, found, item);
    };
  }

  // Where the change does not show our number, or another one: a message to the thread's customer
  // that is not theirs is ours.
  private static boolean isFromOurNumber(ChangeFrame frame, Found found, JsonNode item) {
    String from = digits(text(item, "from"));
    if (from == null || from.equals(frame.ownDigits())) {
      return from != null;
    }
    String to = text(item, "to");
    return to == null
        ? frame.ownDigits() == null && isBesideCustomer(from, found, item)
        : found.thread() != null && same(to, found.thread()) && !same(from, found.thread());
  }

  // A private thread has two numbers, and one of them names it.
  private static boolean isBesideCustomer(String from, Found found, JsonNode item) {
    String thread = digits(found.thread());
    return thread != null && !thread.equals(from) && text(item, "group_id") == null;
  }

  private static boolean same(String one, @Nullable String other) {
    String digits = digits(one);
    return digits == null ? one.equals(other) : digits.equals(digits(other));
  }

  private static @Nullable Customer customer(
      ChangeFrame frame, Found found, JsonNode item, boolean ours) {
    String side = ours ? "to" : "from";
    Customer named = frame.customer(namedId(item, side), namedId(item, side + "_user_id"));
    String group = namedId(item, "group_id");
    if (group != null) {
      return named == null || isGroup(named, group) ? new Customer(null, group) : named;
    }
    return named != null || found.thread() == null ? named : frame.customer(found.thread(), null);
  }

  // A notice of change may come from nobody: then it is of whom it speaks, by the former id where
  // it
  // says one.
  private static @Nullable Customer subject(ChangeFrame frame, Content content) {
    if (!(content instanceof Content.SystemNotice notice)) {
      return null;
    }
    return notice.previousUserId() != null
        ? frame.customer(null, notice.previousUserId())
        : frame.customer(notice.newPhone(), notice.newUserId());
  }

  // What is said to a group may have it as its receiver.
  private static boolean isGroup(Customer named, String group) {
    return group.equals(named.phone()) || group.equals(named.userId());
  }
}

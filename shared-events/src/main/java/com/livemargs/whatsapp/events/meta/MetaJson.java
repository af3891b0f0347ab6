package com.livemargs.whatsapp.events.meta;

import com.livemargs.whatsapp.events.json.PlainText;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Lenient reading of Meta's JSON: types vary, members are missing, text holds what no store takes.
 */
final class MetaJson {

  private static final long LAST_SECOND = 253_402_300_799L;

  private MetaJson() {}

  /**
   * Text of a member that is a string or a number, cleaned for the stores; null when absent or
   * empty.
   */
  static @Nullable String text(JsonNode node, String member) {
    JsonNode value = node.path(member);
    if (!value.isString() && !value.isNumber()) {
      return null;
    }
    String text = clean(value.asString());
    return text.isEmpty() ? null : text;
  }

  /**
   * Text that names something beside the item, such as a file or an earlier message; null when
   * absent, empty or so long that it names nothing.
   */
  static @Nullable String id(JsonNode node, String member) {
    String id = text(node, member);
    return id == null || Customer.isPlausible(id) ? id : null;
  }

  /**
   * Text that the item itself is found by, its own id or who it is from or to; null when absent or
   * empty.
   *
   * @throws UnreadableItemException if it is so long that a store could not find it again
   */
  static @Nullable String namedId(JsonNode node, String member) {
    String id = text(node, member);
    if (id != null && !Customer.isPlausible(id)) {
      throw new UnreadableItemException("the item's " + member + " is longer than any real one");
    }
    return id;
  }

  /** The first of several members that has text. */
  static @Nullable String firstText(JsonNode node, String... members) {
    for (String member : members) {
      String text = text(node, member);
      if (text != null) {
        return text;
      }
    }
    return null;
  }

  /** Seconds as a string or a number; anything else is the time of receipt. */
  static Instant seconds(JsonNode node, String member, Instant received) {
    String text = text(node, member);
    if (text == null || !text.chars().allMatch(c -> c >= '0' && c <= '9') || text.length() > 18) {
      return received;
    }
    long seconds = Long.parseLong(text);
    return seconds > LAST_SECOND ? received : Instant.ofEpochSecond(seconds);
  }

  static String clean(String text) {
    return PlainText.of(text);
  }
}

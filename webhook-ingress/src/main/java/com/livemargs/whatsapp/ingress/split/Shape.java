package com.livemargs.whatsapp.ingress.split;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.livemargs.whatsapp.events.json.JsonSpan;
import com.livemargs.whatsapp.events.json.Scan;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds members and elements in JSON that is known to be well-formed, by counting brackets only: at
 * any depth, with repeated names kept, and with the bytes around a value, so that a slice can be
 * cut out as it was received.
 */
final class Shape {

  private static final int MOST = 50_000;

  private Shape() {}

  /**
   * One member of an object.
   *
   * @param from first byte after the brace or comma before the name
   */
  record Member(String name, int from, JsonSpan value) {}

  static JsonSpan root(byte[] document) {
    int bom = document.length > 2 && document[0] == (byte) 0xEF ? 3 : 0;
    int start = Scan.blank(document, bom);
    return new JsonSpan(document, start, Scan.skip(document, start));
  }

  static List<Member> members(JsonSpan object) {
    List<Member> members = new ArrayList<>(8);
    byte[] document = object.document();
    int at = object.start();
    do {
      int from = at + 1;
      int name = Scan.blank(document, from);
      if (document[name] == '}') {
        break;
      }
      int named = Scan.string(document, name);
      int value = Scan.blank(document, Scan.blank(document, named) + 1);
      int end = Scan.skip(document, value);
      members.add(
          new Member(Scan.text(document, name, named), from, new JsonSpan(document, value, end)));
      at = Scan.blank(document, end);
    } while (document[at] == ',' && within(members.size()));
    return members;
  }

  static List<JsonSpan> elements(JsonSpan array) {
    List<JsonSpan> elements = new ArrayList<>(4);
    byte[] document = array.document();
    int at = array.start();
    do {
      int from = Scan.blank(document, at + 1);
      if (document[from] == ']') {
        break;
      }
      int end = Scan.skip(document, from);
      elements.add(new JsonSpan(document, from, end));
      at = Scan.blank(document, end);
    } while (document[at] == ',' && within(elements.size()));
    return elements;
  }

  private static boolean within(int size) {
    if (size > MOST) {
      throw new Parts.TooManyException();
    }
    return true;
  }

  /** The last member of this name, or null. */
  static @Nullable JsonSpan last(List<Member> members, String name) {
    JsonSpan last = null;
    for (Member member : members) {
      last = member.name().equals(name) ? member.value() : last;
    }
    return last;
  }

  /** Text of a value that is a string or a number, or null. */
  static @Nullable String text(@Nullable JsonSpan value) {
    if (value == null) {
      return null;
    }
    byte first = value.document()[value.start()];
    if (first == '"') {
      return Scan.text(value.document(), value.start(), value.end());
    }
    boolean number = first == '-' || (first >= '0' && first <= '9');
    return number ? new String(value.bytes(), UTF_8) : null;
  }
}

package com.livemargs.whatsapp.ingress.split;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.livemargs.whatsapp.events.json.Json;
import com.livemargs.whatsapp.events.json.JsonSpan;
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
    int start = blank(document, bom);
    return new JsonSpan(document, start, skip(document, start));
  }

  static List<Member> members(JsonSpan object) {
    List<Member> members = new ArrayList<>(8);
    byte[] document = object.document();
    int at = object.start();
    do {
      int from = at + 1;
      int name = blank(document, from);
      if (document[name] == '}') {
        break;
      }
      int named = string(document, name);
      int value = blank(document, blank(document, named) + 1);
      int end = skip(document, value);
      members.add(
          new Member(text(document, name, named), from, new JsonSpan(document, value, end)));
      at = blank(document, end);
    } while (document[at] == ',' && within(members.size()));
    return members;
  }

  static List<JsonSpan> elements(JsonSpan array) {
    List<JsonSpan> elements = new ArrayList<>(4);
    byte[] document = array.document();
    int at = array.start();
    do {
      int from = blank(document, at + 1);
      if (document[from] == ']') {
        break;
      }
      int end = skip(document, from);
      elements.add(new JsonSpan(document, from, end));
      at = blank(document, end);
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
      return text(value.document(), value.start(), value.end());
    }
    boolean number = first == '-' || (first >= '0' && first <= '9');
    return number ? new String(value.bytes(), UTF_8) : null;
  }

  private static String text(byte[] document, int quote, int end) {
    for (int i = quote; i < end; i++) {
      if (document[i] == '\\') {
        return Json.MAPPER.readTree(document, quote, end - quote).asString();
      }
    }
    return new String(document, quote + 1, end - quote - 2, UTF_8);
  }

  private static int blank(byte[] document, int at) {
    int i = at;
    while (i < document.length && document[i] <= ' ' && document[i] >= 0) {
      i++;
    }
    return i;
  }

  private static int skip(byte[] document, int start) {
    byte first = document[start];
    if (first == '"') {
      return string(document, start);
    }
    return first == '{' || first == '[' ? container(document, start) : scalar(document, start);
  }

  // Square brackets and braces differ in one bit; this loop sees every byte several times.
  private static int container(byte[] document, int start) {
    int depth = 1;
    int i = start + 1;
    while (depth > 0) {
      int one = document[i] | 0x20;
      if (document[i] == '"') {
        i = string(document, i);
      } else {
        depth += one == '{' ? 1 : one == '}' ? -1 : 0;
        i++;
      }
    }
    return i;
  }

  private static int string(byte[] document, int quote) {
    int i = quote + 1;
    while (document[i] != '"') {
      i += document[i] == '\\' ? 2 : 1;
    }
    return i + 1;
  }

  private static int scalar(byte[] document, int start) {
    int i = start;
    while (i < document.length && isScalar(document[i])) {
      i++;
    }
    return i;
  }

  private static boolean isScalar(byte one) {
    return one > ' ' && one != ',' && one != ']' && one != '}';
  }
}

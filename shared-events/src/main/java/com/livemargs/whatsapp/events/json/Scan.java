package com.livemargs.whatsapp.events.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Finds values in JSON that is known to be sound, at any depth, by counting brackets only. */
public final class Scan {

  private static final int MARK_BYTES = 3;
  // Eight bytes at a time: most of a webhook lies in strings, passed over several times.
  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHS = 0x8080808080808080L;
  private static final long QUOTES = ONES * '"';
  private static final long BACKSLASHES = ONES * '\\';
  private static final int BITS = 3;

  private Scan() {}

  static JsonSpan root(byte[] document) {
    boolean marked = document.length >= MARK_BYTES && document[0] == (byte) 0xEF;
    int start = blank(document, marked ? MARK_BYTES : 0);
    return new JsonSpan(document, start, skip(document, start));
  }

  static void members(JsonSpan object, BiConsumer<String, JsonSpan> to) {
    byte[] document = object.document();
    int at = blank(document, object.start() + 1);
    while (document[at] != '}') {
      int named = string(document, at);
      int from = blank(document, blank(document, named) + 1);
      int end = skip(document, from);
      to.accept(text(document, at, named), new JsonSpan(document, from, end));
      at = next(document, end);
    }
  }

  static void elements(JsonSpan array, Consumer<JsonSpan> to) {
    byte[] document = array.document();
    int at = blank(document, array.start() + 1);
    while (document[at] != ']') {
      int end = skip(document, at);
      to.accept(new JsonSpan(document, at, end));
      at = next(document, end);
    }
  }

  private static int next(byte[] document, int end) {
    int at = blank(document, end);
    return document[at] == ',' ? blank(document, at + 1) : at;
  }

  /** The text between these quotes. */
  public static String text(byte[] document, int quote, int end) {
    for (int i = quote; i < end; i++) {
      if (document[i] == '\\') {
        return Json.MAPPER.readTree(document, quote, end - quote).asString();
      }
    }
    return new String(document, quote + 1, end - quote - 2, UTF_8);
  }

  /** The first byte from here on that is no white space. */
  public static int blank(byte[] document, int at) {
    int i = at;
    while (i < document.length && document[i] <= ' ' && document[i] >= 0) {
      i++;
    }
    return i;
  }

  /** The byte after the value that begins here. */
  public static int skip(byte[] document, int start) {
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
      byte one = document[i];
      if (one == '"') {
        i = string(document, i);
      } else {
        int bracket = one | 0x20;
        depth += bracket == '{' ? 1 : bracket == '}' ? -1 : 0;
        i++;
      }
    }
    return i;
  }

  /** The byte after a string that begins with this quote. */
  public static int string(byte[] document, int quote) {
    int i = quote + 1;
    while (i + Long.BYTES <= document.length) {
      long eight = (long) EIGHT.get(document, i);
      long found = zeros(eight ^ QUOTES) | zeros(eight ^ BACKSLASHES);
      i += found == 0 ? Long.BYTES : Long.numberOfTrailingZeros(found) >>> BITS;
      if (found != 0 && document[i] == '"') {
        return i + 1;
      }
      i += found == 0 ? 0 : 2;
    }
    while (document[i] != '"') {
      i += document[i] == '\\' ? 2 : 1;
    }
    return i + 1;
  }

  // The high bit of each byte that is zero; the lowest that is set is right, which is all we ask.
  private static long zeros(long eight) {
    return (eight - ONES) & ~eight & HIGHS;
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

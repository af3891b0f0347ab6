package com.livemargs.whatsapp.events.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/** Tells UTF-8 from other encodings before a parser guesses one. */
public final class Utf8 {

  private Utf8() {}

  /**
   * Requires JSON's one encoding.
   *
   * @throws NotJsonException if the bytes are in another
   */
  public static void require(byte[] document) {
    // UTF-16 and UTF-32 show a NUL among the first two bytes; a parser would guess them.
    if (document.length > 1 && (document[0] == 0 || document[1] == 0)) {
      throw new NotJsonException("the body is not UTF-8");
    }
    // Meta escapes what is not ASCII, so this loop settles nearly every body.
    int bits = 0;
    for (byte one : document) {
      bits |= one;
    }
    if (bits < 0) {
      decode(document);
    }
  }

  private static void decode(byte[] document) {
    try {
      UTF_8.newDecoder().decode(ByteBuffer.wrap(document));
    } catch (CharacterCodingException wrong) {
      throw new NotJsonException("the body is not UTF-8");
    }
  }
}

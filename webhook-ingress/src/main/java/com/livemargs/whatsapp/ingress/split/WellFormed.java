package com.livemargs.whatsapp.ingress.split;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.livemargs.whatsapp.events.json.NotJsonException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * Tells JSON from what is none, without building anything. It takes deeper nesting and longer names
 * and numbers than our readers do: an item that only they refuse goes aside alone, where a body
 * that is refused here takes its neighbours with it.
 */
final class WellFormed {

  private static final int MAX_DEPTH = 10_000;
  private static final int NO_LIMIT = Integer.MAX_VALUE;
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxNameLength(NO_LIMIT)
                  .maxNumberLength(NO_LIMIT)
                  .maxStringLength(NO_LIMIT)
                  .build())
          .build();

  private WellFormed() {}

  /**
   * Requires exactly one JSON value in UTF-8.
   *
   * @throws NotJsonException otherwise
   */
  static void require(byte[] body) {
    requireUtf8(body);
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), body)) {
      if (parser.nextToken() == null) {
        throw new NotJsonException("the body is empty");
      }
      parser.skipChildren();
      if (parser.nextToken() != null) {
        throw new NotJsonException("there is more than one JSON value");
      }
    } catch (JacksonException broken) {
      throw new NotJsonException("the body is not JSON");
    }
  }

  private static void requireUtf8(byte[] body) {
    // UTF-16 and UTF-32 show a NUL among the first two bytes; a parser would guess them.
    if (body.length > 1 && (body[0] == 0 || body[1] == 0)) {
      throw new NotJsonException("the body is not UTF-8");
    }
    // Meta escapes what is not ASCII, so this loop settles nearly every body.
    int bits = 0;
    for (byte one : body) {
      bits |= one;
    }
    if (bits < 0) {
      decode(body);
    }
  }

  private static void decode(byte[] body) {
    try {
      UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
    } catch (CharacterCodingException wrong) {
      throw new NotJsonException("the body is not UTF-8");
    }
  }
}

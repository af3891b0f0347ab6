package com.livemargs.whatsapp.ingress.split;

import com.livemargs.whatsapp.events.json.NotJsonException;
import com.livemargs.whatsapp.events.json.Utf8;
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
    Utf8.require(body);
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
}

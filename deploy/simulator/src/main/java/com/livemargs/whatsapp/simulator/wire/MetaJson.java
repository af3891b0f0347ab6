package com.livemargs.whatsapp.simulator.wire;

import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes JSON as Meta puts it on the wire: ASCII only, everything else as {@code \}{@code uXXXX} in
 * lowercase hex, slashes escaped. A receiver that parses and writes again before it checks the
 * signature fails with the first umlaut.
 */
public final class MetaJson {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII, JsonWriteFeature.ESCAPE_FORWARD_SLASHES)
          .disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE)
          .build();

  private MetaJson() {}

  /** The bytes that are signed and sent. */
  public static byte[] bytes(JsonNode node) {
    return MAPPER.writeValueAsBytes(node);
  }
}

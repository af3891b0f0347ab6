package com.livemargs.whatsapp.media.fetch;

import com.livemargs.whatsapp.events.json.Json;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Where Meta holds a file for the next five minutes.
 *
 * @param size bytes, or -1 when Meta does not say
 * @param sha256 as Meta wrote it, or null
 */
record MediaLocation(URI url, long size, @Nullable String sha256) {

  private static final long UNKNOWN = -1;

  static MediaLocation parse(byte[] json) {
    try {
      JsonNode answer = Json.MAPPER.readTree(json);
      String sha256 = answer.path("sha256").asString("");
      return new MediaLocation(
          URI.create(answer.path("url").asString("")),
          answer.path("file_size").asLong(UNKNOWN),
          sha256.isEmpty() ? null : sha256);
    } catch (JacksonException | IllegalArgumentException unreadable) {
      throw new FetchException("the look-up's answer cannot be read");
    }
  }
}

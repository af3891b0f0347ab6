package com.livemargs.whatsapp.media.fetch;

import com.livemargs.whatsapp.events.json.Json;
import com.livemargs.whatsapp.media.outage.Outage;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * Reads a look-up that was refused: whether the file is to blame or Meta, our token, a limit.
 * Decided by the error's code; where that says nothing, by the status.
 */
final class LookupRefusal {

  private static final Set<Integer> FILE = Set.of(33, 100, 131052);
  private static final Set<Integer> REFUSED = Set.of(0, 3, 10, 102, 104, 190, 368, 131005, 131031);
  private static final Set<Integer> LIMITS = Set.of(4, 17, 32, 613, 130429, 131056);
  private static final Set<Integer> FAILURES = Set.of(1, 2, 131000, 131016, 131057, 133004);
  private static final int NO_CODE = -1;

  private LookupRefusal() {}

  static FetchException of(int status, byte[] body) {
    JsonNode error = error(body);
    int code = error.path("code").isIntegralNumber() ? error.path("code").asInt() : NO_CODE;
    String words =
        "the look-up answered "
            + status
            + ", Meta's code "
            + (code == NO_CODE ? "none" : String.valueOf(code));
    Outage outage = FILE.contains(code) ? null : outage(status, code, error);
    return outage == null ? new FetchException(words) : new FetchException.Away(outage, words);
  }

  private static JsonNode error(byte[] body) {
    try {
      return Json.MAPPER.readTree(body).path("error");
    } catch (JacksonException html) {
      return MissingNode.getInstance();
    }
  }

  private static @Nullable Outage outage(int status, int code, JsonNode error) {
    if (REFUSED.contains(code) || isWithin(code, 200, 299)) {
      return Outage.REFUSED;
    }
    if (LIMITS.contains(code) || isWithin(code, 80_000, 80_014)) {
      return Outage.LIMIT;
    }
    boolean passes = FAILURES.contains(code) || error.path("is_transient").asBoolean(false);
    return passes ? Outage.FAILING : Outage.of(status);
  }

  private static boolean isWithin(int code, int first, int last) {
    return code >= first && code <= last;
  }
}

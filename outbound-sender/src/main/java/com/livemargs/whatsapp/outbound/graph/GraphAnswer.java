package com.livemargs.whatsapp.outbound.graph;

import com.livemargs.whatsapp.events.json.Json;
import com.livemargs.whatsapp.events.json.PlainText;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** Reads Meta's answer to a send: decided by the error's code, never by its words. */
final class GraphAnswer {

  private static final int LONGEST_DETAILS = 500;
  private static final int TOO_MANY_REQUESTS = 429;
  // A gateway's own, which may come after it has passed the request on.
  private static final int REQUEST_TIMEOUT = 408;

  private GraphAnswer() {}

  static GraphOutcome read(int status, byte[] body) {
    JsonNode answer = tree(body);
    JsonNode error = answer.path("error");
    if (error.path("code").isIntegralNumber()) {
      return refused(status, error);
    }
    if (status >= 200 && status < 300) {
      return accepted(answer);
    }
    if (status == TOO_MANY_REQUESTS) {
      return new GraphOutcome.Throttled();
    }
    return status >= 500 || status < 200 || status == REQUEST_TIMEOUT
        ? new GraphOutcome.Unknown("Meta answered HTTP " + status + " without an error code.")
        : new GraphOutcome.Refused(null, "HTTP " + status + " without an error code");
  }

  private static JsonNode tree(byte[] body) {
    try {
      return Json.MAPPER.readTree(body);
    } catch (JacksonException html) {
      return MissingNode.getInstance();
    }
  }

  private static GraphOutcome accepted(JsonNode answer) {
    String wamid = answer.path("messages").path(0).path("id").asString("");
    if (wamid.isEmpty()) {
      return new GraphOutcome.Unknown("Meta answered success without a message id.");
    }
    return new GraphOutcome.Accepted(wamid, digits(answer.path("contacts").path(0)));
  }

  private static @Nullable String digits(JsonNode contact) {
    String id = contact.path("wa_id").asString("");
    boolean phone = !id.isEmpty() && id.chars().allMatch(c -> c >= '0' && c <= '9');
    return phone ? id : null;
  }

  private static GraphOutcome refused(int status, JsonNode error) {
    int code = error.path("code").asInt();
    return GraphErrors.excludesAcceptance(code, status)
        ? new GraphOutcome.Refused(code, details(error))
        : new GraphOutcome.Unknown(
            "Meta answered code " + code + ", which does not say whether the message was taken.");
  }

  private static String details(JsonNode error) {
    JsonNode data = error.path("error_data");
    String details = data.isString() ? data.asString() : data.path("details").asString("");
    String words = details.isEmpty() ? error.path("message").asString("") : details;
    return PlainText.of(words.substring(0, Math.min(words.length(), LONGEST_DETAILS)));
  }
}

package com.livemargs.whatsapp.simulator.graph;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A refusal in the Graph API's words.
 *
 * @param http the status line's code, the least reliable part
 * @param code Meta's error code
 * @param type {@code OAuthException} or {@code GraphMethodException}
 * @param details the sentence below {@code error_data}; absent for general Graph errors
 */
public record GraphError(
    int http,
    int code,
    String message,
    String type,
    @Nullable String details,
    @Nullable Integer subcode,
    boolean isTransient) {

  /** The whole answer body. */
  public ObjectNode toJson() {
    ObjectNode error = JsonNodeFactory.instance.objectNode();
    error.put("message", message).put("type", type).put("code", code);
    if (subcode != null) {
      error.put("error_subcode", subcode);
    }
    if (details != null) {
      error.putObject("error_data").put("messaging_product", "whatsapp").put("details", details);
    }
    if (isTransient) {
      error.put("is_transient", true);
    }
    error.put("fbtrace_id", "A" + UUID.randomUUID().toString().replace("-", "").substring(0, 21));
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.set("error", error);
    return body;
  }

  /** What an {@code errors} item of a status says about the same problem. */
  public ObjectNode toStatusError() {
    String title = message.replaceFirst("^\\(#\\d+\\) ", "");
    ObjectNode item = JsonNodeFactory.instance.objectNode();
    item.put("code", code).put("title", title).put("message", title);
    item.putObject("error_data").put("details", details == null ? title : details);
    return item.put(
        "href", "https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/");
  }

  /** The same, with these details. */
  public GraphError because(String reason) {
    return new GraphError(http, code, message, type, reason, subcode, isTransient);
  }
}

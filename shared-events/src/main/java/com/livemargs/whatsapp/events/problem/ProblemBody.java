package com.livemargs.whatsapp.events.problem;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.ProblemDetail;

/**
 * The JSON members of a problem, its extension members beside the standard ones (RFC 9457, 3.2).
 */
final class ProblemBody {

  private ProblemBody() {}

  static Map<String, Object> of(ProblemDetail detail) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("type", detail.getType() == null ? "about:blank" : detail.getType().toString());
    members.put("title", detail.getTitle());
    members.put("status", detail.getStatus());
    members.put("detail", detail.getDetail());
    if (detail.getProperties() != null) {
      members.putAll(detail.getProperties());
    }
    members.values().removeIf(value -> value == null);
    return members;
  }
}

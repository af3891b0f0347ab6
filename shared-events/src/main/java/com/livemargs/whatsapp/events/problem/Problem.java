package com.livemargs.whatsapp.events.problem;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/**
 * An error that a caller reads as {@code application/problem+json} (RFC 9457). Throw it, or give it
 * to a {@code Mono.error}; nothing else answers errors.
 */
public final class Problem extends ErrorResponseException {

  private Problem(HttpStatus status, ProblemDetail body) {
    super(status, body, null);
  }

  /**
   * A problem.
   *
   * @param title short and the same for every occurrence
   * @param detail the cause and the fix, in sentences; nothing of the request is repeated
   */
  public static Problem of(HttpStatus status, String title, String detail) {
    ProblemDetail body = ProblemDetail.forStatusAndDetail(status, detail);
    body.setTitle(title);
    return new Problem(status, body);
  }

  /** The same with one more member, such as {@code metaCode}. */
  public Problem with(String member, Object value) {
    Map<String, Object> members = new LinkedHashMap<>();
    if (getBody().getProperties() != null) {
      members.putAll(getBody().getProperties());
    }
    members.put(member, value);
    getBody().setProperties(members);
    return this;
  }

  /** The same with a header. */
  public Problem withHeader(String name, String value) {
    getHeaders().set(name, value);
    return this;
  }

  /** The same with a {@code Retry-After} header, in seconds. */
  public Problem retryAfter(long seconds) {
    getHeaders().set(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
    return this;
  }
}

package com.livemargs.whatsapp.simulator.send;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/**
 * Something that goes wrong with the next sends.
 *
 * @param times how many sends it hits; 1 if absent
 * @param code Meta's error code, for the kinds that answer with one
 * @param status an HTTP status in place of the usual one
 * @param delay waited before anything else happens
 * @param to only sends to this number or id
 */
record SendFault(
    Kind kind,
    @Nullable Integer times,
    @Nullable Integer code,
    @Nullable Integer status,
    @Nullable Duration delay,
    @Nullable String to) {

  SendFault {
    boolean needsCode = kind == Kind.ERROR || kind == Kind.ACCEPT_THEN_FAILED;
    if (needsCode && code == null) {
      throw new ResponseStatusException(
          HttpStatus.BAD_REQUEST, "This kind of fault needs code, one of Meta's error codes");
    }
  }

  /** What goes wrong. */
  enum Kind {
    /** A Graph error is answered, nothing is accepted. */
    @JsonProperty("error")
    ERROR,
    /** A bare HTTP status with an HTML page, nothing is accepted. */
    @JsonProperty("http")
    HTTP,
    /** The connection is reset, nothing is accepted. */
    @JsonProperty("reset")
    RESET,
    /** No answer, nothing is accepted. */
    @JsonProperty("stall")
    STALL,
    /** All is well, after {@code delay}. */
    @JsonProperty("slow")
    SLOW,
    /** Accepted, then the connection is reset. */
    @JsonProperty("accept-then-reset")
    ACCEPT_THEN_RESET,
    /** Accepted, then 500: a Graph error when {@code code} is given, else an HTML page. */
    @JsonProperty("accept-then-500")
    ACCEPT_THEN_500,
    /** Accepted, and no answer. */
    @JsonProperty("accept-then-stall")
    ACCEPT_THEN_STALL,
    /** Accepted and answered; the only status that follows is {@code failed} with {@code code}. */
    @JsonProperty("accept-then-failed")
    ACCEPT_THEN_FAILED
  }

  int remaining() {
    return times == null ? 1 : times;
  }

  SendFault withTimes(int left) {
    return new SendFault(kind, left, code, status, delay, to);
  }

  boolean hits(String recipient) {
    return to == null || to.replace("+", "").equals(recipient.replace("+", ""));
  }

  int statusOr(int usual) {
    return status == null ? usual : status;
  }

  Duration waited() {
    return delay == null ? Duration.ZERO : delay;
  }
}

package com.livemargs.whatsapp.simulator.fault;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/**
 * Something that goes wrong with the next sends.
 *
 * @param times how many sends it hits; 1 if absent
 * @param code Meta's error code, for the kinds that answer with one
 * @param status an HTTP status in place of the usual one
 * @param delay waited before the sender sees anything
 * @param to only sends to this number or id
 * @param details Meta's words in place of the usual ones
 */
public record SendFault(
    Kind kind,
    @Nullable Integer times,
    @Nullable Integer code,
    @Nullable Integer status,
    @Nullable Duration delay,
    @Nullable String to,
    @Nullable String details)
    implements Fault<SendFault> {

  public SendFault {
    boolean needsCode = kind == Kind.ERROR || kind == Kind.ACCEPT_THEN_FAILED;
    if (needsCode && code == null) {
      throw new ResponseStatusException(
          HttpStatus.BAD_REQUEST, "This kind of fault needs code, one of Meta's error codes");
    }
  }

  /** What goes wrong. */
  public enum Kind {
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

  /** Whether the send is taken, whatever its sender sees. */
  public boolean accepts() {
    return switch (kind) {
      case ERROR, HTTP, RESET, STALL -> false;
      case SLOW, ACCEPT_THEN_RESET, ACCEPT_THEN_500, ACCEPT_THEN_STALL, ACCEPT_THEN_FAILED -> true;
    };
  }

  @Override
  public int remaining() {
    return times == null ? 1 : times;
  }

  @Override
  public SendFault withTimes(int left) {
    return new SendFault(kind, left, code, status, delay, to, details);
  }

  @Override
  public boolean hits(String recipient) {
    return to == null || to.replace("+", "").equals(recipient.replace("+", ""));
  }

  /** The HTTP status to answer with. */
  public int statusOr(int usual) {
    return status == null ? usual : status;
  }

  /** How long the sender sees nothing at first. */
  public Duration waited() {
    return delay == null ? Duration.ZERO : delay;
  }

  /** The kind as the control API spells it. */
  public String label() {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

package com.livemargs.whatsapp.outbound.graph;

import org.jspecify.annotations.Nullable;

/** What one attempt to send came to. */
public sealed interface GraphOutcome {

  /**
   * Meta took it for processing.
   *
   * @param phone digits under which Meta knows the recipient, or null when the answer names none
   */
  record Accepted(String whatsappMessageId, @Nullable String phone) implements GraphOutcome {}

  /**
   * Meta definitely did not take it.
   *
   * @param code Graph's error code, or null when the answer held none
   * @param details Meta's own words on it, or a description of the answer
   */
  record Refused(@Nullable Integer code, String details) implements GraphOutcome {}

  /** A gateway before Meta lets no more through for now (429 without an error of the Graph API). */
  record Throttled() implements GraphOutcome {}

  /** The request left, and its answer does not exclude that Meta took it. */
  record Unknown(String reason) implements GraphOutcome {}

  /** No byte of the request left: it may be tried again. */
  record NotSent(String reason) implements GraphOutcome {}
}

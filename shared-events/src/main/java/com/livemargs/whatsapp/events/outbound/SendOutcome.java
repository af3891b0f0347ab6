package com.livemargs.whatsapp.events.outbound;

import com.fasterxml.jackson.annotation.JsonValue;

/** What is known of a send. The words are the {@code type} of a record on the results topic. */
public enum SendOutcome {
  /** Claimed and about to be called. */
  PENDING("message-pending"),
  /** Accepted by Meta; {@code whatsappMessageId} is there. */
  SENT("message-sent"),
  /** Definitely not accepted; {@code reason} and mostly {@code metaCode} are there. */
  FAILED("message-failed"),
  /** The answer was lost: it may have been accepted, and is not sent again by itself. */
  UNKNOWN("message-unknown");

  private final String type;

  SendOutcome(String type) {
    this.type = type;
  }

  /** The word on the wire. */
  @JsonValue
  public String type() {
    return type;
  }
}

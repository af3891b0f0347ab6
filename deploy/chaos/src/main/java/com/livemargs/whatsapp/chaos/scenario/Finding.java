package com.livemargs.whatsapp.chaos.scenario;

import com.fasterxml.jackson.annotation.JsonValue;

/** What came out of looking at a promise. */
public enum Finding {
  /** It was tried, and it held. */
  KEPT("kept"),
  /** It was tried, and it did not hold. */
  BROKEN("**BROKEN**"),
  /** What it is about did not happen, or too seldom to tell. */
  NOT_TESTED("not tested");

  private final String word;

  Finding(String word) {
    this.word = word;
  }

  /** As reports for people say it. */
  public String word() {
    return word;
  }

  /** As reports for programs say it. */
  @JsonValue
  String wire() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }
}

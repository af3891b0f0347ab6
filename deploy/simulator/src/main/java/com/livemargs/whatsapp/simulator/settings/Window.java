package com.livemargs.whatsapp.simulator.settings;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What becomes of a free-form message when the customer has not written for 24 hours. */
public enum Window {
  /** It is let through. */
  @JsonProperty("off")
  OFF,
  /** It is refused with 131047. */
  @JsonProperty("answer")
  ANSWER,
  /** It is accepted, and a {@code failed} status with 131047 follows. */
  @JsonProperty("status")
  STATUS
}

package com.livemargs.whatsapp.livekit.token;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The answer of LiveKit's standard token endpoint. */
record TokenAnswer(
    @JsonProperty("server_url") String serverUrl,
    @JsonProperty("participant_token") String participantToken) {

  @Override
  public String toString() {
    return "TokenAnswer[***]";
  }
}

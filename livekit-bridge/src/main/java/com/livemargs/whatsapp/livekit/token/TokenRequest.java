package com.livemargs.whatsapp.livekit.token;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The body of LiveKit's standard token endpoint. Its {@code room_config} is not read: a room of
 * ours is ours to configure.
 */
record TokenRequest(
    @JsonProperty("room_name") @JsonAlias("roomName") @Nullable String roomName,
    @JsonProperty("participant_identity") @JsonAlias("participantIdentity")
        @Nullable String identity,
    @JsonProperty("participant_name") @JsonAlias("participantName") @Nullable String name,
    @JsonProperty("participant_metadata") @JsonAlias("participantMetadata")
        @Nullable String metadata,
    @JsonProperty("participant_attributes") @JsonAlias("participantAttributes")
        @Nullable Map<String, String> attributes) {

  @Override
  public String toString() {
    return "TokenRequest[***]";
  }
}

package com.livemargs.whatsapp.livekit.token;

import com.livemargs.whatsapp.livekit.server.LiveKitSettings;
import com.livemargs.whatsapp.livekit.server.RoomRecord;
import io.livekit.server.AccessToken;
import io.livekit.server.CanPublish;
import io.livekit.server.CanPublishData;
import io.livekit.server.CanSubscribe;
import io.livekit.server.RoomJoin;
import io.livekit.server.RoomName;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.UUID;
import livekit.LivekitRoom.RoomConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * Mints join tokens for a chat seat in one room. They carry the room's metadata and timeouts, so
 * that a room which a client rebuilds after a crash is never nameless. They cannot be revoked: a
 * short life is the control, and connected clients get fresh ones from the server.
 */
final class Tokens {

  private static final Duration LIFE = Duration.ofMinutes(10);
  // Clients take a token without nbf for one that never expires; clocks differ a little.
  private static final Duration BACKDATED = Duration.ofSeconds(10);

  private final LiveKitSettings settings;

  Tokens(LiveKitSettings settings) {
    this.settings = settings;
  }

  TokenAnswer mint(RoomRecord room, TokenRequest request) {
    Instant now = Instant.now();
    AccessToken token = new AccessToken(settings.apiKey(), settings.apiSecret());
    token.setIdentity(given(request.identity(), "participant-" + UUID.randomUUID()));
    token.setName(given(request.name(), null));
    token.setMetadata(given(request.metadata(), null));
    token.getAttributes().putAll(request.attributes() == null ? Map.of() : request.attributes());
    token.setNotBefore(Date.from(now.minus(BACKDATED)));
    token.setExpiration(Date.from(now.plus(LIFE)));
    token.setRoomConfiguration(configuration(room));
    token.addGrants(
        new RoomJoin(true),
        new RoomName(room.name()),
        new CanSubscribe(true),
        new CanPublish(false),
        new CanPublishData(true));
    return new TokenAnswer(settings.serverUrl(), token.toJwt());
  }

  private static @Nullable String given(@Nullable String value, @Nullable String otherwise) {
    return value == null || value.isBlank() ? otherwise : value;
  }

  private RoomConfiguration configuration(RoomRecord room) {
    return RoomConfiguration.newBuilder()
        .setMetadata(room.metadata())
        .setEmptyTimeout(Math.toIntExact(settings.emptyTimeout().toSeconds()))
        .setDepartureTimeout(Math.toIntExact(settings.departureTimeout().toSeconds()))
        .build();
  }
}

package com.livemargs.whatsapp.events.access;

import com.auth0.jwt.JWT;
import com.auth0.jwt.JWTVerifier;
import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.exceptions.JWTVerificationException;
import com.auth0.jwt.interfaces.DecodedJWT;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads LiveKit join tokens: HS256, issued by our API key, unexpired with 60 s of leeway. */
final class JoinTokens {

  private static final long LEEWAY_SECONDS = 60;

  private final @Nullable JWTVerifier verifier;

  JoinTokens(AccessSettings settings) {
    String key = settings.livekitApiKey();
    String secret = settings.livekitApiSecret();
    verifier =
        key != null && secret != null
            ? JWT.require(Algorithm.HMAC256(secret))
                .withIssuer(key)
                .acceptLeeway(LEEWAY_SECONDS)
                .build()
            : null;
  }

  Optional<Caller.Participant> read(String token) {
    if (verifier == null) {
      return Optional.empty();
    }
    try {
      return participant(verifier.verify(token));
    } catch (JWTVerificationException refused) {
      return Optional.empty();
    }
  }

  private static Optional<Caller.Participant> participant(DecodedJWT token) {
    Map<String, Object> video = token.getClaim("video").asMap();
    if (video == null
        || !Boolean.TRUE.equals(video.get("roomJoin"))
        || !(video.get("room") instanceof String room)
        || token.getExpiresAt() == null) {
      return Optional.empty();
    }
    // LiveKit's rule: where nothing is said of data, what is said of sound and pictures holds.
    Object data = video.get("canPublishData");
    boolean mayPublish = !Boolean.FALSE.equals(data == null ? video.get("canPublish") : data);
    String identity = token.getSubject() == null ? "" : token.getSubject();
    String name = token.getClaim("name").asString();
    return Optional.of(new Caller.Participant(room, identity, name, mayPublish));
  }
}

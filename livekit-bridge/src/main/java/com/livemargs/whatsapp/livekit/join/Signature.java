package com.livemargs.whatsapp.livekit.join;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.auth0.jwt.JWT;
import com.auth0.jwt.JWTVerifier;
import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.exceptions.JWTVerificationException;
import com.livemargs.whatsapp.livekit.server.LiveKitSettings;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * LiveKit's signature of a webhook: a JWT whose {@code sha256} is that of the very bytes. The SDK's
 * own check takes no clock difference at all and refuses good reports when ours is a second behind.
 */
final class Signature {

  private static final long LEEWAY_SECONDS = 30;
  private static final String BEARER = "Bearer ";

  private final JWTVerifier verifier;

  Signature(LiveKitSettings settings) {
    verifier =
        JWT.require(Algorithm.HMAC256(settings.apiSecret()))
            .withIssuer(settings.apiKey())
            .withClaimPresence("exp")
            .acceptLeeway(LEEWAY_SECONDS)
            .build();
  }

  boolean isGenuine(@Nullable String authorization, byte[] body) {
    if (authorization == null) {
      return false;
    }
    String token =
        authorization.startsWith(BEARER) ? authorization.substring(BEARER.length()) : authorization;
    try {
      String claimed = verifier.verify(token).getClaim("sha256").asString();
      String actual = Base64.getEncoder().encodeToString(sha256(body));
      return claimed != null
          && MessageDigest.isEqual(claimed.getBytes(UTF_8), actual.getBytes(UTF_8));
    } catch (JWTVerificationException refused) {
      return false;
    }
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}

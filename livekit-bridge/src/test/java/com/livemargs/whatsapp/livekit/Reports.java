package com.livemargs.whatsapp.livekit;

import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;

/** Webhooks as LiveKit signs them. */
public final class Reports {

  private Reports() {}

  public static String sign(String key, String secret, byte[] body, Instant sent) {
    return JWT.create()
        .withIssuer(key)
        .withIssuedAt(sent)
        .withNotBefore(sent)
        .withExpiresAt(sent.plusSeconds(300))
        .withClaim("sha256", Base64.getEncoder().encodeToString(sha256(body)))
        .sign(Algorithm.HMAC256(secret));
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}

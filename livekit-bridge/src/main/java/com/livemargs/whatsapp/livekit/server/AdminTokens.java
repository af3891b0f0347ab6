package com.livemargs.whatsapp.livekit.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.livemargs.whatsapp.events.json.Json;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs the token that goes with every packet. Each packet needs one for its room, so it is written
 * here in a few microseconds; tokens for people are the SDK's.
 */
final class AdminTokens {

  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
  private static final String HEAD =
      BASE64.encodeToString("{\"alg\":\"HS256\",\"typ\":\"JWT\"}".getBytes(UTF_8)) + ".";
  private static final String ALGORITHM = "HmacSHA256";
  private static final long LIFE_SECONDS = Duration.ofMinutes(10).toSeconds();
  private static final long MILLIS = 1_000;

  private final String issuer;
  private final Mac keyed;

  AdminTokens(String issuer, String secret) {
    this.issuer = issuer;
    try {
      keyed = Mac.getInstance(ALGORITHM);
      keyed.init(new SecretKeySpec(secret.getBytes(UTF_8), ALGORITHM));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** The value of {@code Authorization} of an administrator of this room. */
  String bearer(String room) {
    long now = System.currentTimeMillis() / MILLIS;
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("iss", issuer);
    claims.put("exp", now + LIFE_SECONDS);
    claims.put("video", Map.of("roomAdmin", true, "room", room));
    String signed = HEAD + BASE64.encodeToString(Json.MAPPER.writeValueAsBytes(claims));
    return "Bearer " + signed + "." + BASE64.encodeToString(mac(signed.getBytes(US_ASCII)));
  }

  private byte[] mac(byte[] signed) {
    try {
      return ((Mac) keyed.clone()).doFinal(signed);
    } catch (CloneNotSupportedException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}

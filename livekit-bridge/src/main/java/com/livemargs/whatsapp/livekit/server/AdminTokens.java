package com.livemargs.whatsapp.livekit.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.livemargs.whatsapp.events.json.Json;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs the token that goes with every packet and with what makes its room, once for several
 * minutes of the room; tokens for people are the SDK's.
 */
final class AdminTokens {

  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
  private static final String HEAD =
      BASE64.encodeToString("{\"alg\":\"HS256\",\"typ\":\"JWT\"}".getBytes(UTF_8)) + ".";
  private static final String ALGORITHM = "HmacSHA256";
  private static final long LIFE_SECONDS = Duration.ofMinutes(10).toSeconds();
  private static final long USED_SECONDS = LIFE_SECONDS / 2;
  private static final int MANY = 10_000;
  private static final long MILLIS = 1_000;

  private final String issuer;
  private final Mac keyed;
  private final Map<String, Signed> signed = new ConcurrentHashMap<>();

  /** A token, good for many packets of its room. */
  private record Signed(String bearer, long since) {}

  AdminTokens(String issuer, String secret) {
    this.issuer = issuer;
    try {
      keyed = Mac.getInstance(ALGORITHM);
      keyed.init(new SecretKeySpec(secret.getBytes(UTF_8), ALGORITHM));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** The value of {@code Authorization} of who may make this room and administers it. */
  String bearer(String room) {
    long now = System.currentTimeMillis() / MILLIS;
    Signed known = signed.get(room);
    if (known != null && now - known.since() < USED_SECONDS && now >= known.since()) {
      return known.bearer();
    }
    if (signed.size() >= MANY) {
      signed.clear();
    }
    Signed fresh = new Signed(sign(room, now), now);
    signed.put(room, fresh);
    return fresh.bearer();
  }

  private String sign(String room, long now) {
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("iss", issuer);
    claims.put("exp", now + LIFE_SECONDS);
    claims.put("video", Map.of("roomCreate", true, "roomAdmin", true, "room", room));
    String claimed = HEAD + BASE64.encodeToString(Json.MAPPER.writeValueAsBytes(claims));
    return "Bearer " + claimed + "." + BASE64.encodeToString(mac(claimed.getBytes(US_ASCII)));
  }

  private byte[] mac(byte[] claimed) {
    try {
      return ((Mac) keyed.clone()).doFinal(claimed);
    } catch (CloneNotSupportedException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}

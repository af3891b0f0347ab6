package com.livemargs.whatsapp.simulator.wire;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The {@code X-Hub-Signature-256} header: HMAC-SHA256 of the exact bytes with the app secret. */
public final class WebhookSignature {

  /** The header's name. */
  public static final String HEADER = "X-Hub-Signature-256";

  private WebhookSignature() {}

  /** The header's value. */
  public static String of(byte[] body, String secret) {
    return "sha256=" + HexFormat.of().formatHex(hmac(body, secret));
  }

  /** HMAC-SHA256 with a UTF-8 key. */
  public static byte[] hmac(byte[] message, String secret) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return mac.doFinal(message);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }
}

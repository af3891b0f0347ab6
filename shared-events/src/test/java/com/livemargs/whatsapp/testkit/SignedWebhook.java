package com.livemargs.whatsapp.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs webhook bodies as Meta does. */
public final class SignedWebhook {

  public static final String HEADER = "X-Hub-Signature-256";

  private SignedWebhook() {}

  /** The value of {@link #HEADER} for these bytes. */
  public static String sign(String secret, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
      return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The value of {@link #HEADER} for this text in UTF-8. */
  public static String sign(String secret, String body) {
    return sign(secret, body.getBytes(UTF_8));
  }
}

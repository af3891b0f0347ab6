package com.livemargs.whatsapp.ingress;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Checks {@code X-Hub-Signature-256}: HMAC-SHA256 over the bytes as received, by any of several
 * secrets, in constant time.
 */
final class SignatureVerifier {

  static final String HEADER = "X-Hub-Signature-256";

  private static final String ALGORITHM = "HmacSHA256";
  private static final String SCHEME = "sha256=";
  private static final int LENGTH = SCHEME.length() + 64;

  /**
   * Keyed once and cloned per body: looking an algorithm up and keying it cost more than a hash.
   */
  private final List<Mac> keyed;

  SignatureVerifier(List<String> secrets) {
    keyed = secrets.stream().map(SignatureVerifier::keyed).toList();
  }

  /** Whether one of our secrets signed the body; the header must be there exactly once. */
  boolean isSigned(List<String> headers, byte[] body) {
    if (headers.size() != 1 || !isWellFormed(headers.getFirst())) {
      return false;
    }
    byte[] shown = HexFormat.of().parseHex(headers.getFirst().substring(SCHEME.length()));
    boolean signed = false;
    for (Mac mac : keyed) {
      signed |= MessageDigest.isEqual(copy(mac).doFinal(body), shown);
    }
    return signed;
  }

  private static boolean isWellFormed(String shown) {
    if (shown.length() != LENGTH || !shown.startsWith(SCHEME)) {
      return false;
    }
    for (int i = SCHEME.length(); i < LENGTH; i++) {
      char digit = shown.charAt(i);
      if ((digit < '0' || digit > '9') && (digit < 'a' || digit > 'f')) {
        return false;
      }
    }
    return true;
  }

  private static Mac keyed(String secret) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.getBytes(UTF_8), ALGORITHM));
      return mac;
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static Mac copy(Mac mac) {
    try {
      return (Mac) mac.clone();
    } catch (CloneNotSupportedException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}

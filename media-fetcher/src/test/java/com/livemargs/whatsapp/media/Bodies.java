package com.livemargs.whatsapp.media;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Random;

/** Files as customers send them: true first bytes, then noise, each one different. */
final class Bodies {

  private static final Random NOISE = new Random();

  private Bodies() {}

  static byte[] jpeg() {
    return noisy(HexFormat.of().parseHex("ffd8ffe000104a46494600010100"), 3_000);
  }

  static byte[] text(String text) {
    return text.getBytes(UTF_8);
  }

  static byte[] noisy(byte[] head, int more) {
    byte[] body = new byte[head.length + more];
    NOISE.nextBytes(body);
    System.arraycopy(head, 0, body, 0, head.length);
    return body;
  }

  static String hex(byte[] body) {
    return HexFormat.of().formatHex(sha256(body));
  }

  static String base64(byte[] body) {
    return Base64.getEncoder().encodeToString(sha256(body));
  }

  private static byte[] sha256(byte[] body) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(body);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}

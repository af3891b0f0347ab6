package com.livemargs.whatsapp.events.media;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Links to files that open without a key for a while, for browsers: {@code
 * /uploads/whatsapp/{file}?expires=<unix seconds>&signature=<hex>}. The signature is HMAC-SHA256
 * over all that stands before {@code &signature=}, from the path on.
 */
public final class MediaUrls {

  /** Where files are served; an absolute link has it behind PUBLIC_URL. */
  public static final String PATH = "/uploads/whatsapp/";

  /** How long a link opens. */
  public static final Duration LIFETIME = Duration.ofMinutes(15);

  private MediaUrls() {}

  /**
   * The link, signed. Only for links of files that are stored here: what a caller gave as a link
   * comes back as it is when it does not hold {@link #PATH}, but is never to be signed.
   *
   * @param url path, or absolute
   * @param secret MEDIA_URL_SECRET
   */
  public static String sign(String url, Instant expires, String secret) {
    int path = url.indexOf(PATH);
    if (path < 0) {
      return url;
    }
    String limited = url + "?expires=" + expires.getEpochSecond();
    return limited
        + "&signature="
        + HexFormat.of().formatHex(hmac(limited.substring(path), secret));
  }

  /**
   * Whether a signature opens a path now.
   *
   * @param path of the request, such as {@code /uploads/whatsapp/a.jpg}
   * @param expires Unix seconds, as asked with
   * @param signature hex, as asked with
   */
  public static boolean verify(
      String path, long expires, String signature, Instant now, String secret) {
    byte[] expected = hmac(path + "?expires=" + expires, secret);
    return MessageDigest.isEqual(expected, decode(signature)) && now.getEpochSecond() < expires;
  }

  private static byte[] decode(String signature) {
    try {
      return HexFormat.of().parseHex(signature);
    } catch (IllegalArgumentException notHex) {
      return new byte[0];
    }
  }

  private static byte[] hmac(String text, String secret) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
      return mac.doFinal(text.getBytes(UTF_8));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}

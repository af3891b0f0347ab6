package com.livemargs.whatsapp.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.BiFunction;

/**
 * A webhook that Meta did not sign: by somebody without the secret, or over other bytes.
 *
 * @param signatures values of the signature's header, in order
 */
public record Forgery(byte[] body, List<String> signatures) {

  private static final List<BiFunction<Signer, Random, Forgery>> KINDS =
      List.of(
          (it, random) -> it.shows(),
          (it, random) -> it.shows(""),
          (it, random) -> it.shows("sha256="),
          (it, random) -> it.shows("sha256=" + noise(random, 64)),
          (it, random) -> it.shows("sha256=" + "0".repeat(64)),
          (it, random) -> it.shows(it.right.substring(0, 7 + random.nextInt(64))),
          (it, random) -> it.shows(it.right + noise(random, 1 + random.nextInt(8))),
          (it, random) -> it.shows(it.right + "\u00A0"),
          (it, random) -> it.shows(it.right.substring(0, 7) + upper(it.right)),
          (it, random) -> it.shows("SHA256=" + it.right.substring(7)),
          (it, random) -> it.shows(it.right.substring(7)),
          (it, random) -> it.shows("sha256 =" + it.right.substring(7)),
          (it, random) -> it.shows("sha256=0x" + it.right.substring(7)),
          (it, random) -> it.shows("sha1=" + it.right.substring(7, 47)),
          (it, random) -> it.shows("\"" + it.right + "\""),
          (it, random) -> it.shows("sha256=" + base64(it.right)),
          (it, random) -> it.shows(flipped(it.right, 7 + random.nextInt(64), random)),
          (it, random) -> it.shows(it.right, it.right),
          (it, random) -> it.shows(it.right, "sha256=" + noise(random, 64)),
          (it, random) -> it.shows("sha256=" + noise(random, 64), it.right),
          (it, random) -> it.shows(it.right + "," + it.right),
          (it, random) -> it.shows(SignedWebhook.sign(noise(random, 32), it.body)),
          (it, random) -> it.shows(SignedWebhook.sign(it.secret + " ", it.body)),
          (it, random) -> it.shows(SignedWebhook.sign(upperText(it.secret), it.body)),
          (it, random) -> it.shows(SignedWebhook.sign(it.secret, new byte[0])),
          (it, random) -> it.over(spaced(it.body)),
          (it, random) -> it.over(escaped(it.body)),
          (it, random) -> it.over(unescaped(it.body)),
          (it, random) -> it.over(longer(it.body, (byte) '\n')),
          (it, random) -> it.over(longer(it.body, (byte) ' ')),
          (it, random) -> it.over(Arrays.copyOf(it.body, it.body.length - 1)),
          (it, random) -> it.over(flipped(it.body, random)));

  /** How many kinds there are. */
  public static final int COUNT = KINDS.size();

  /**
   * One of a genuine body.
   *
   * @param kind any number; equal remainders by {@link #COUNT} are of one kind
   */
  public static Forgery of(int kind, String secret, byte[] body, Random random) {
    Signer signer = new Signer(secret, body, SignedWebhook.sign(secret, body));
    return KINDS.get(Math.floorMod(kind, COUNT)).apply(signer, random);
  }

  private record Signer(String secret, byte[] body, String right) {

    Forgery shows(String... signatures) {
      return new Forgery(body, List.of(signatures));
    }

    Forgery over(byte[] other) {
      return Arrays.equals(other, body) ? shows() : new Forgery(other, List.of(right));
    }
  }

  private static String noise(Random random, int digits) {
    byte[] bytes = new byte[digits];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes).substring(0, digits);
  }

  private static String upper(String signature) {
    String hex = upperText(signature.substring(7));
    return hex.equals(signature.substring(7)) ? "G".repeat(64) : hex;
  }

  private static String upperText(String text) {
    return text.toUpperCase(Locale.ROOT);
  }

  private static String base64(String signature) {
    return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(signature.substring(7)));
  }

  private static String flipped(String signature, int at, Random random) {
    char other = "0123456789abcdef".charAt(random.nextInt(16));
    char now = signature.charAt(at);
    return signature.substring(0, at) + (other == now ? 'x' : other) + signature.substring(at + 1);
  }

  // What a framework sends on that reads JSON and writes it again.
  private static byte[] spaced(byte[] body) {
    return new String(body, UTF_8).replace("\":", "\" : ").getBytes(UTF_8);
  }

  private static byte[] escaped(byte[] body) {
    StringBuilder text = new StringBuilder();
    new String(body, UTF_8)
        .chars()
        .forEach(
            c -> {
              if (c < 128) {
                text.append((char) c);
              } else {
                text.append("\\u%04x".formatted(c));
              }
            });
    return text.toString().getBytes(UTF_8);
  }

  private static byte[] unescaped(byte[] body) {
    return new String(body, UTF_8).replace("\\/", "/").replace("\\u0041", "A").getBytes(UTF_8);
  }

  private static byte[] longer(byte[] body, byte last) {
    byte[] longer = Arrays.copyOf(body, body.length + 1);
    longer[body.length] = last;
    return longer;
  }

  private static byte[] flipped(byte[] body, Random random) {
    byte[] other = body.clone();
    other[random.nextInt(other.length)] ^= (byte) (1 << random.nextInt(8));
    return other;
  }

  @Override
  public String toString() {
    return "Forgery[" + signatures.size() + "]";
  }
}

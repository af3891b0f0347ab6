package com.livemargs.whatsapp.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Bodies that Meta never sends, made from those it does: the same for the same seed. */
public final class Malformed {

  private static final List<byte[]> ODD =
      List.of(
          bytes("null"),
          bytes("{}"),
          bytes("[]"),
          bytes("\"\""),
          bytes("true"),
          bytes("-0"),
          bytes("1e400"),
          bytes("9".repeat(1_200)),
          bytes("0.".repeat(3)),
          bytes("\"\\ud800\""),
          bytes("\"\\u0000\""),
          bytes("\"\\"),
          bytes("{\"messages\":[{}]}"),
          bytes("{\"messages\":[[]],\"statuses\":[null],\"contacts\":{}}"),
          bytes("[".repeat(600)),
          bytes("[".repeat(1_500) + "]".repeat(1_500)),
          bytes("{\"a\":".repeat(1_200) + "1" + "}".repeat(1_200)),
          bytes(",,"),
          bytes("\uFEFF"),
          bytes("\"id\":\"" + "x".repeat(5_000) + "\""),
          bytes("\"id\":\"\",\"id\":7,"),
          bytes("\"timestamp\":\"-1\","),
          bytes("\"timestamp\":\"99999999999999999999\","),
          bytes("\"a.b\":{\"$c\":1,\"\":2},"),
          new byte[] {(byte) 0xC0, (byte) 0x80},
          new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
          new byte[] {(byte) 0xFF, (byte) 0xFE, 0, 1});

  private final List<byte[]> samples = new ArrayList<>(Samples.webhooks().values());
  private final Random random;
  private final Misshapen misshapen;

  /** A source of them. */
  public Malformed(long seed) {
    random = new Random(seed);
    misshapen = new Misshapen(samples, random);
  }

  /** The next one: every other one is JSON at least. */
  public byte[] next() {
    return random.nextBoolean() ? misshapen.next() : broken();
  }

  private byte[] broken() {
    byte[] body = any(samples);
    for (int i = random.nextInt(4); i >= 0; i--) {
      body = changed(body);
    }
    return body;
  }

  private byte[] changed(byte[] body) {
    int from = random.nextInt(body.length + 1);
    int to = Math.min(body.length, from + random.nextInt(1 + random.nextInt(200)));
    return switch (random.nextInt(10)) {
      case 0 -> Arrays.copyOf(body, from);
      case 1 -> joined(body, 0, from, body, to, body.length);
      case 2 -> joined(body, 0, to, body, from, body.length);
      case 3 -> noise(body);
      case 4 -> inserted(body, from, from, any(ODD));
      case 5, 6 -> value(body, from, any(ODD));
      case 7 -> value(body, from, any(samples));
      case 8 -> {
        byte[] other = any(samples);
        int at = random.nextInt(other.length);
        yield joined(body, 0, from, other, at, other.length);
      }
      default -> swapped(body, from);
    };
  }

  private byte[] noise(byte[] body) {
    byte[] noisy = body.clone();
    for (int i = random.nextInt(6); i >= 0 && noisy.length > 0; i--) {
      noisy[random.nextInt(noisy.length)] = (byte) random.nextInt(256);
    }
    return noisy;
  }

  // Puts something in the place of the next value: text, number, or only its first bracket.
  private byte[] value(byte[] body, int near, byte[] other) {
    int colon = near;
    while (colon < body.length && body[colon] != ':') {
      colon++;
    }
    int start = Math.min(body.length, colon + 1);
    int end = start;
    while (end < body.length && body[end] != ',' && body[end] != '}' && body[end] != ']') {
      end++;
    }
    return inserted(body, start, end, other);
  }

  private byte[] swapped(byte[] body, int near) {
    byte[] other = body.clone();
    for (int i = near; i < other.length; i++) {
      int at = "{}[]\",:".indexOf(other[i]);
      if (at >= 0) {
        other[i] = (byte) "[{}]:\",".charAt(at);
        break;
      }
    }
    return other;
  }

  private static byte[] inserted(byte[] body, int from, int to, byte[] other) {
    byte[] head = joined(body, 0, from, other, 0, other.length);
    return joined(head, 0, head.length, body, to, body.length);
  }

  private static byte[] joined(byte[] a, int from, int to, byte[] b, int start, int end) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(to - from + end - start);
    out.write(a, from, to - from);
    out.write(b, start, end - start);
    return out.toByteArray();
  }

  private byte[] any(List<byte[]> some) {
    return some.get(random.nextInt(some.size()));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}

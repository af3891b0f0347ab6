package com.livemargs.whatsapp.chaos.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A file that comes with trouble, and how it is to end.
 *
 * @param fault kind of the simulator's faults, or empty
 * @param times how often it strikes
 * @param type of the message
 * @param bytes what lies on Meta's shelf
 * @param end what the message is to say of its file
 */
record Trouble(String name, String fault, int times, String type, byte[] bytes, String end) {

  static final String STORED = "stored";
  static final String UNAVAILABLE = "unavailable";

  private static final int ALWAYS = 50;
  private static final int USUAL = 300_000;
  private static final int SMALL = 100_000;
  private static final long ENDLESS = 300L << 20;

  static List<Trouble> all(Random random) {
    return List.of(
        fault("expired-url", 1, STORED, random),
        fault("error", 2, STORED, random),
        fault("truncated", 2, STORED, random),
        fault("reset", 2, STORED, random),
        fault("slow", 1, STORED, random),
        fault("redirect", 1, STORED, random),
        fault("wrong-hash", 1, STORED, random),
        fault("wrong-hash", ALWAYS, UNAVAILABLE, random),
        fault("look-up-error", 2, STORED, random),
        fault("look-up-not-found", 2, STORED, random),
        fault("look-up-wrong-hash", ALWAYS, UNAVAILABLE, random),
        fault("look-up-wrong-length", 1, STORED, random),
        fault("huge", ALWAYS, UNAVAILABLE, random),
        plain(
            "page-named-jpg", "image", "<!doctype html><script>alert(1)</script>".getBytes(UTF_8)),
        plain("script-named-gif", "image", polyglot(random)),
        plain("packed-office", "document", packed(random)),
        plain("one-byte", "document", new byte[] {7}),
        plain("large", "document", noise(random, 20 << 20)));
  }

  /** Some of each sort: what comes late after all, what never comes, what is not what it says. */
  static List<Trouble> few(Random random) {
    return List.of(
        fault("expired-url", 1, STORED, random),
        fault("truncated", 1, STORED, random),
        fault("look-up-error", 1, STORED, random),
        fault("wrong-hash", ALWAYS, UNAVAILABLE, random),
        plain(
            "page-named-jpg", "image", "<!doctype html><script>alert(1)</script>".getBytes(UTF_8)),
        plain("one-byte", "document", new byte[] {7}));
  }

  /** A file of noise without any trouble. */
  static Trouble plain(String name, Random random) {
    return plain(name, SMALL, random);
  }

  static Trouble plain(String name, int length, Random random) {
    return plain(name, "document", noise(random, length));
  }

  private static Trouble fault(String kind, int times, String end, Random random) {
    String name = kind + (times == ALWAYS ? "-always" : "");
    return new Trouble(name, kind, times, "document", noise(random, USUAL), end);
  }

  private static Trouble plain(String name, String type, byte[] bytes) {
    return new Trouble(name, "", 0, type, bytes, STORED);
  }

  private static byte[] noise(Random random, int length) {
    byte[] noise = new byte[length];
    random.nextBytes(noise);
    return noise;
  }

  private static byte[] polyglot(Random random) {
    byte[] bytes = noise(random, 2_000);
    byte[] head = "GIF89a/*".getBytes(UTF_8);
    byte[] tail = "*/=1;alert(1)".getBytes(UTF_8);
    System.arraycopy(head, 0, bytes, 0, head.length);
    System.arraycopy(tail, 0, bytes, bytes.length - tail.length, tail.length);
    return bytes;
  }

  private static byte[] packed(Random random) {
    byte[] bytes = noise(random, 20_000);
    System.arraycopy(new byte[] {'P', 'K', 3, 4}, 0, bytes, 0, 4);
    return bytes;
  }

  /** The fault as the simulator is told of it. */
  Map<String, Object> order(String mediaId) {
    Map<String, Object> order = new HashMap<>();
    order.put("kind", fault);
    order.put("times", times);
    order.put("mediaId", mediaId);
    if (fault.equals("huge")) {
      order.put("bytes", ENDLESS);
    }
    if (fault.equals("slow")) {
      order.put("delay", "PT0.02S");
    }
    if (fault.equals("redirect")) {
      order.put("location", "http://169.254.169.254/latest/meta-data/");
    }
    return order;
  }

  @Override
  public String toString() {
    return name;
  }
}

package com.livemargs.whatsapp.ingress.split;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Comparator.comparingLong;

import com.livemargs.whatsapp.events.identity.IdentityLink;
import com.livemargs.whatsapp.ingress.split.Part.Kind;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects the parts of one body, within bounds that no webhook of Meta comes near. */
final class Parts {

  /** More or larger records than any webhook of Meta becomes: the body is kept in one piece. */
  static final class TooManyException extends RuntimeException {

    TooManyException() {
      super("the body holds more parts than a webhook can have");
    }
  }

  private static final int MOST = 65_536;
  private static final long MOST_BYTES = 32L << 20;

  private final List<Part> parts = new ArrayList<>();
  private final Map<IdentityLink, IdentityLink> links = new LinkedHashMap<>();
  private long bytes;

  void item(Kind kind, String key, String id, Origin origin, Instant time, byte[] value) {
    add(new Part(kind, key, id, origin.source(), time, value, null));
  }

  void account(String key, Origin origin, byte[] change) {
    String id = eventId(origin, change);
    add(new Part(Kind.ACCOUNT, key, id, origin.source(), origin.time(), change, null));
  }

  // The same change may happen to several accounts, and to one account again.
  private static String eventId(Origin origin, byte[] change) {
    String account = origin.waba() == null ? "" : origin.waba();
    String time = origin.stated() == null ? "" : origin.stated().getEpochSecond() + "\n";
    return sha256((account + "\n" + time).getBytes(UTF_8), change);
  }

  void quarantine(Origin origin, byte[] slice, String reason) {
    String hash = sha256(slice);
    add(new Part(Kind.QUARANTINE, hash, hash, origin.source(), origin.received(), slice, reason));
  }

  /**
   * Takes in what a link says, once for all items that show it, at the latest of their times. What
   * names nobody that a store could find is none, and would make a record that no topic takes.
   */
  void link(IdentityLink link) {
    if (link.hasPlausibleNames()) {
      link.facts().forEach(this::fact);
    }
  }

  private void fact(IdentityLink fact) {
    IdentityLink timeless = new IdentityLink(fact.customer(), fact.phone(), fact.previous(), 0);
    links.merge(
        timeless, fact, (known, other) -> known.timestamp() < other.timestamp() ? other : known);
  }

  private void add(Part part) {
    bytes += part.value().length;
    if (parts.size() == MOST || bytes > MOST_BYTES) {
      throw new TooManyException();
    }
    parts.add(part);
  }

  Split split(boolean readable) {
    List<IdentityLink> ordered =
        links.values().stream().sorted(comparingLong(IdentityLink::timestamp)).toList();
    return new Split(parts, ordered, readable);
  }

  static String sha256(byte[]... pieces) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (byte[] piece : pieces) {
        digest.update(piece);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}

package com.livemargs.whatsapp.chaos.workload;

import com.livemargs.whatsapp.chaos.cluster.Meta;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Files that customers send, each under a media id of its own. */
public final class Shelf {

  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  private static final int LARGEST = 60_000;

  private final Map<String, byte[]> hashes = new TreeMap<>();

  private Shelf() {}

  /** Puts so many files on Meta's shelf, their bytes from the dice. */
  public static Shelf filled(Meta meta, int files, Random dice) {
    Map<String, byte[]> all = new TreeMap<>();
    for (int i = 0; i < files; i++) {
      byte[] bytes = new byte[PNG.length + 1_000 + dice.nextInt(LARGEST)];
      dice.nextBytes(bytes);
      System.arraycopy(PNG, 0, bytes, 0, PNG.length);
      all.put("99000000" + (1_000 + i), bytes);
    }
    all.forEach((id, bytes) -> meta.shelve(id, "image/png", bytes));
    return of(all);
  }

  /** What lies there already, by media id. */
  public static Shelf of(Map<String, byte[]> files) {
    Shelf shelf = new Shelf();
    files.forEach((id, bytes) -> shelf.hashes.put(id, sha256(bytes)));
    return shelf;
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** One of the ids. */
  String any(Random dice) {
    return hashes.keySet().stream().skip(dice.nextInt(hashes.size())).findFirst().orElseThrow();
  }

  /** As webhooks name it. */
  String base64(String id) {
    return Base64.getEncoder().encodeToString(hashes.get(id));
  }

  /** As files are named by it. */
  public String hex(String id) {
    return HexFormat.of().formatHex(hashes.get(id));
  }
}

package com.livemargs.whatsapp.events.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.livemargs.whatsapp.events.settings.InvalidSettingException;
import com.livemargs.whatsapp.events.settings.Settings;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The keys that open a door, kept as SHA-256 only and compared in constant time. */
final class ApiKeys {

  private static final String HASHED = "sha256:";
  private static final int SHOWN_BYTES = 4;
  private static final String FIX =
      "Set one or more keys, comma-separated, each plain (16 random characters or more) or sha256: and 64 hex digits.";

  private final List<byte[]> hashes = new ArrayList<>();
  private final String variable;

  /**
   * The keys of one variable.
   *
   * @param internal one more key, or null
   */
  ApiKeys(String variable, String keys, @Nullable String internal) {
    this.variable = variable;
    List<String> given = Settings.requiredList(variable, keys, FIX);
    for (String key : given) {
      hashes.add(key.startsWith(HASHED) ? parse(key.substring(HASHED.length())) : sha256(key));
    }
    Settings.warnOfShort(variable, given);
    if (internal != null) {
      Settings.warnOfShort("INTERNAL_API_KEY", List.of(internal));
      hashes.add(sha256(internal));
    }
  }

  /** Who holds a key, for audit lines: a few digits of its hash; empty when it is none of these. */
  Optional<String> holder(String presented) {
    byte[] hash = sha256(presented);
    boolean known = false;
    for (byte[] one : hashes) {
      known |= MessageDigest.isEqual(one, hash);
    }
    return known ? Optional.of(HexFormat.of().formatHex(hash, 0, SHOWN_BYTES)) : Optional.empty();
  }

  private byte[] parse(String hex) {
    try {
      byte[] hash = HexFormat.of().parseHex(hex);
      Settings.check(hash.length == 32, variable, "holds a hash that is not SHA-256", FIX);
      return hash;
    } catch (IllegalArgumentException notHex) {
      throw new InvalidSettingException(variable, "holds a hash that is not hex", FIX);
    }
  }

  static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}

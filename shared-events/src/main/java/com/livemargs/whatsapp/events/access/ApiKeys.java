package com.livemargs.whatsapp.events.access;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.livemargs.whatsapp.events.settings.InvalidSettingException;
import com.livemargs.whatsapp.events.settings.Settings;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The keys that open a door, kept as SHA-256 only and compared in constant time. */
final class ApiKeys {

  static final String FIX =
      "Set one or more keys, comma-separated, each plain (16 random characters or more) or sha256: and 64 hex digits.";

  private static final int SHOWN_DIGITS = 8;

  private final Map<String, Caller.KeyHolder> holders = new LinkedHashMap<>();
  private final String variable;

  /**
   * The keys of one variable.
   *
   * @param internal one more key, or null
   */
  ApiKeys(String variable, List<ApiKey> keys, @Nullable String internal) {
    this.variable = variable;
    keys.forEach(this::add);
    Settings.warnOfShort(variable, keys.stream().map(ApiKey::key).toList());
    if (internal != null) {
      Settings.warnOfShort("INTERNAL_API_KEY", List.of(internal));
      String hash = sha256(internal);
      holders.putIfAbsent(hash, holder(hash, ApiKey.unnamed(internal)));
    }
  }

  private void add(ApiKey key) {
    String hash = hash(key.key());
    Caller.KeyHolder holder = holder(hash, key);
    Caller.KeyHolder other = holders.putIfAbsent(hash, holder);
    Settings.check(
        other == null || other.equals(holder),
        variable,
        "gives one key to different callers",
        "Give each caller a key of its own, and each key once.");
  }

  private static Caller.KeyHolder holder(String hash, ApiKey key) {
    return new Caller.KeyHolder(key.name(), hash.substring(0, SHOWN_DIGITS), key.scopes());
  }

  /** Who holds a key; empty when it is none of these. */
  Optional<Caller.KeyHolder> holder(String presented) {
    byte[] hash = sha256(presented).getBytes(US_ASCII);
    return holders.entrySet().stream()
        .filter(known -> MessageDigest.isEqual(known.getKey().getBytes(US_ASCII), hash))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private String hash(String key) {
    if (!key.startsWith(ApiKey.HASHED)) {
      return sha256(key);
    }
    try {
      byte[] hash = HexFormat.of().parseHex(key.substring(ApiKey.HASHED.length()));
      Settings.check(hash.length == 32, variable, "holds a hash that is not SHA-256", FIX);
      return HexFormat.of().formatHex(hash);
    } catch (IllegalArgumentException notHex) {
      throw new InvalidSettingException(variable, "holds a hash that is not hex", FIX);
    }
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}

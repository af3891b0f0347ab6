package com.livemargs.whatsapp.events.access;

import com.livemargs.whatsapp.events.settings.InvalidSettingException;
import com.livemargs.whatsapp.events.settings.Settings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One entry of {@code WHATSAPP_API_KEYS}: {@code KEY}, {@code name=KEY} or {@code
 * name/scope+scope=KEY}.
 *
 * @param name the caller's, which several keys may share, or null
 * @param scopes what its holder may do: everything, unless the entry says less
 * @param key plain, or {@code sha256:} and hex
 */
public record ApiKey(@Nullable String name, Set<Scope> scopes, String key) {

  static final String HASHED = "sha256:";

  private static final String VARIABLE = "WHATSAPP_API_KEYS";
  private static final String FIX =
      "Set one or more, comma-separated, each KEY, name=KEY or name/scope+scope=KEY. A name has up to 32 of a-z, 0-9 and -;"
          + " scopes are send, read, media and rooms; a KEY is plain (16 random characters or more) or sha256: and 64 hex"
          + " digits, and one with = before its end is given as the latter.";

  private static final String NAME = "(?<name>[a-z0-9][a-z0-9-]{0,31})";
  private static final Pattern NAMED =
      Pattern.compile(NAME + "(/(?<scopes>[a-z+]*))?=(?<key>[^=].*)");
  // What a template leaves of name=${KEY}, or a comma between scopes, would be a key to guess.
  private static final Pattern KEYLESS =
      Pattern.compile(NAME + "((/[a-z+]*)?=|/(send|read|media|rooms)[a-z+]*)");
  // A base64 key may end in =.
  private static final Pattern UNNAMED = Pattern.compile("[^=]*=*");

  static ApiKey unnamed(String key) {
    return new ApiKey(null, Scope.ALL, key);
  }

  /**
   * All entries.
   *
   * @throws InvalidSettingException if there is none, or one is not of these forms
   */
  static List<ApiKey> list(String entries) {
    List<ApiKey> keys =
        Settings.requiredList(VARIABLE, entries, FIX).stream().map(ApiKey::parse).toList();
    Map<String, Set<Scope>> scopes = new HashMap<>();
    for (ApiKey key : keys) {
      Set<Scope> others = key.name == null ? null : scopes.putIfAbsent(key.name, key.scopes);
      Settings.check(
          others == null || others.equals(key.scopes),
          VARIABLE,
          "gives keys of one name different scopes",
          "Give all keys of a name the same scopes, or each its own name.");
    }
    return keys;
  }

  /** The first entry's key that can be shown, not being a hash, and may do all of this. */
  public static Optional<String> firstPlain(String entries, Scope... needed) {
    return list(entries).stream()
        .filter(key -> !key.key.startsWith(HASHED) && key.scopes.containsAll(Set.of(needed)))
        .map(ApiKey::key)
        .findFirst();
  }

  private static ApiKey parse(String entry) {
    Matcher parts = NAMED.matcher(entry);
    if (parts.matches()) {
      String key = Settings.required(VARIABLE, parts.group("key"), FIX);
      return new ApiKey(parts.group("name"), scopes(parts.group("scopes")), key);
    }
    Settings.check(
        !KEYLESS.matcher(entry).matches(), VARIABLE, "names a caller without a key", FIX);
    Settings.check(
        UNNAMED.matcher(entry).matches(),
        VARIABLE,
        "holds an entry with = that is neither name=KEY nor name/scope+scope=KEY",
        FIX);
    return unnamed(entry);
  }

  private static Set<Scope> scopes(@Nullable String words) {
    return words == null
        ? Scope.ALL
        : Stream.of(words.split("\\+", -1))
            .map(word -> Scope.of(word).orElseThrow(ApiKey::unknownScope))
            .collect(Collectors.toUnmodifiableSet());
  }

  private static InvalidSettingException unknownScope() {
    return new InvalidSettingException(VARIABLE, "names a scope that does not exist", FIX);
  }

  @Override
  public String toString() {
    return "ApiKey[***]";
  }
}

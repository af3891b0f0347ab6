package com.livemargs.whatsapp.events.settings;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whom a URL names. {@link URI} finds no host, and so no user and no port either, where a name has
 * an underscore, as containers' names do, or letters beyond ASCII.
 *
 * @param userInfo what stands before the @, as it stands there
 * @param host name or address, the one of IPv6 in brackets
 * @param port -1 where none is named
 */
public record Authority(@Nullable String userInfo, String host, int port) {

  private static final Pattern FORM =
      Pattern.compile("(?:(.*)@)?(\\[[^\\[\\]@]+]|[^:\\[\\]@]+)(?::([0-9]{0,5}))?");
  private static final int HIGHEST_PORT = 65_535;

  /** That of a URL, or empty where it names nobody. */
  public static Optional<Authority> of(URI url) {
    Matcher parts = FORM.matcher(String.valueOf(url.getRawAuthority()));
    return url.getRawAuthority() != null && parts.matches()
        ? Optional.of(new Authority(parts.group(1), parts.group(2), port(parts.group(3))))
            .filter(authority -> authority.port <= HIGHEST_PORT)
        : Optional.empty();
  }

  private static int port(@Nullable String digits) {
    return digits == null || digits.isEmpty() ? -1 : Integer.parseInt(digits);
  }

  @Override
  public String toString() {
    return "Authority[***]";
  }
}

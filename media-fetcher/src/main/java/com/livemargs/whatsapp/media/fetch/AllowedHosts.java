package com.livemargs.whatsapp.media.fetch;

import com.livemargs.whatsapp.events.settings.Authority;
import java.net.URI;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Who may be asked for bytes, and so be shown the token: Meta's download host, what is configured,
 * and the Graph API itself. Exact names and ports; https, but for a Graph API that is plain http.
 */
@Component
final class AllowedHosts {

  private static final String META = "lookaside.fbsbx.com";
  private static final int HTTPS = 443;

  private final Set<String> origins = new HashSet<>();

  AllowedHosts(GraphSettings settings) {
    Stream.concat(Stream.of(META), Stream.of(settings.allowedHosts().split(",")))
        .map(String::strip)
        .filter(host -> !host.isEmpty())
        .map(host -> URI.create("https://" + host))
        .forEach(host -> origin(host).ifPresent(origins::add));
    origin(URI.create(settings.url())).ifPresent(origins::add);
  }

  boolean allow(URI url) {
    return origin(url).filter(origins::contains).isPresent();
  }

  private static Optional<String> origin(URI url) {
    return Authority.of(url)
        .filter(authority -> url.getScheme() != null && authority.userInfo() == null)
        .map(authority -> origin(url.getScheme().toLowerCase(Locale.ROOT), authority));
  }

  private static String origin(String scheme, Authority authority) {
    int usual = scheme.equals("https") ? HTTPS : 80;
    int port = authority.port() < 0 ? usual : authority.port();
    return scheme + "://" + authority.host().toLowerCase(Locale.ROOT) + ":" + port;
  }
}

package com.livemargs.whatsapp.media.fetch;

import java.net.URI;
import java.util.HashSet;
import java.util.Locale;
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
        .forEach(host -> origins.add(origin(host)));
    origins.add(origin(URI.create(settings.url())));
  }

  boolean allow(URI url) {
    return url.getHost() != null
        && url.getScheme() != null
        && url.getRawUserInfo() == null
        && origins.contains(origin(url));
  }

  private static String origin(URI url) {
    String scheme = url.getScheme().toLowerCase(Locale.ROOT);
    int usual = scheme.equals("https") ? HTTPS : 80;
    int port = url.getPort() < 0 ? usual : url.getPort();
    return scheme + "://" + url.getHost().toLowerCase(Locale.ROOT) + ":" + port;
  }
}

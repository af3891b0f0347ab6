package com.livemargs.whatsapp.events.web;

import com.livemargs.whatsapp.events.settings.Settings;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Which web pages of other origins may call with a join token.
 *
 * @param allowedOrigins comma-separated, such as {@code https://app.example.com}; none when blank
 */
@ConfigurationProperties("whatsapp.cors")
record CorsSettings(@Nullable String allowedOrigins) {

  public CorsSettings {
    for (String origin : list(allowedOrigins)) {
      Settings.check(
          origin.matches("https?://[^/?#\\s*]+"),
          "CORS_ALLOWED_ORIGINS",
          "holds something that is no origin",
          "Name each as https://host or https://host:port, comma-separated, without a path or *.");
    }
  }

  List<String> origins() {
    return list(allowedOrigins);
  }

  private static List<String> list(@Nullable String origins) {
    return origins == null
        ? List.of()
        : Stream.of(origins.split(",")).map(String::strip).filter(o -> !o.isEmpty()).toList();
  }
}
